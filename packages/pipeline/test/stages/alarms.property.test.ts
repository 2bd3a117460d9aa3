import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarms } from '../../src/index.ts';
import { Cuttable } from '../../src/testing/conformance/cut.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { type AlarmsReferenceOptions, alarmsReference } from './alarms-reference.ts';
import { cuts, readingLists } from './reading-lists.ts';
import { runEveryWay } from './run-every-way.ts';

/** Some with a clear limit beyond the threshold, which is then that of a single reading. */
const ownLimits = new Map([
  ['a', { above: 3, clearAbove: 1 }],
  ['s7', { below: 2 }],
  ['__proto__', { above: 0, clearBelow: 20 }],
]);

const limits: fc.Arbitrary<AlarmsReferenceOptions> = fc
  .record({
    above: fc.integer({ min: -3, max: 8 }),
    below: fc.integer({ min: -3, max: 8 }),
    hysteresis: fc.constantFrom(0, 2, 10),
    isBoth: fc.boolean(),
  })
  .map(({ above, below, hysteresis, isBoth }) => ({
    ...{ above, clearAbove: above - hysteresis },
    ...(isBoth ? { below, clearBelow: below + hysteresis } : {}),
  }));

const delays: fc.Arbitrary<AlarmsReferenceOptions> = fc.record({
  raiseDelayMs: fc.constantFrom(0, 300, 2_000),
  clearDelayMs: fc.constantFrom(0, 300, 2_000),
});

const reporting: fc.Arbitrary<AlarmsReferenceOptions> = fc.constantFrom<AlarmsReferenceOptions>(
  {},
  { emit: 'changes' },
  { emit: 'changes', updateMs: 700 },
);

const keys: fc.Arbitrary<AlarmsReferenceOptions> = fc.constantFrom<AlarmsReferenceOptions>(
  {},
  { by: 'sensorId' },
  { by: 'sensorId', limits: Object.fromEntries(ownLimits) },
);

const sensors = ['a', 'b', 'c'];

/**
 * Readings that have a value, after one of each sensor that is in no alarm: from then on every batch is as plain as can be.
 * Time goes on, but for a step back now and then.
 */
const gaplessLists = fc
  .array(
    fc.record({
      sensorId: fc.constantFrom(...sensors),
      ticks: fc.constantFrom(0, 0, 1, 1, 1, 2, 3, -2),
      value: fc.oneof({ weight: 30, arbitrary: fc.integer({ min: -6, max: 6 }) }, fc.constant(Number.NaN)),
    }),
    { maxLength: 150 },
  )
  .map((steps) => {
    let timestamp = 0;
    const first = sensors.map((sensorId) => ({ sensorId, timestamp, value: 0 }));
    const others = steps.map(({ sensorId, ticks, value }) => {
      timestamp += ticks * 100;
      return { sensorId, timestamp, value };
    });
    return [...first, ...others];
  });

/** Limits that are seldom exceeded, and others of each sensor, narrower or wider. */
const limitsByKey: fc.Arbitrary<AlarmsReferenceOptions> = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 2, max: 7 })))
  .chain(([common, ...own]) =>
    fc.constantFrom<AlarmsReferenceOptions>(
      { above: common, clearAbove: common - 2 },
      { by: 'sensorId', below: -common, clearBelow: 2 - common },
      { by: 'sensorId', limits: Object.fromEntries(own.map((above, i) => [sensors[i], { above }])) },
      { by: 'sensorId', limits: Object.fromEntries(own.map((most, i) => [sensors[i], { below: -most }])) },
    ),
  );

/** Runs the stage every way, and compares with its reference. */
async function expectAsReference(
  readings: readonly ReadingInput[],
  size: number,
  options: AlarmsReferenceOptions,
  order: (rows: readonly object[]) => readonly object[] = (rows) => rows,
): Promise<void> {
  const rows = await runEveryWay(() => alarms({ field: 'value', ...options }), readings, size);
  expect(order(rows.map((row) => ({ ...row })))).toEqual(order(alarmsReference(readings, options)));
}

describe('law 7, fast equals slow', () => {
  test('hysteresis and delays', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...([readingLists, cuts, limits, delays, reporting, keys] as const),
        async (readings, size, ...options) => {
          await expectAsReference(readings, size, Object.assign({}, ...options));
        },
      ),
    );
  });

  test.each([undefined, 300, 800])(
    'batches without gaps, of keys that are all known; staleMs: %s',
    async (staleMs) => {
      await fc.assert(
        fc.asyncProperty(
          ...([gaplessLists, cuts, limitsByKey, delays, reporting] as const),
          async (readings, size, ...parts) => {
            const options: AlarmsReferenceOptions = Object.assign({}, ...parts, staleMs && { staleMs });
            const driver = new StageDriver(alarms({ field: 'value', ...options }));
            for (const batch of new Cuttable(Reading, readings).cut(size)) await driver.process(batch);
            await driver.finish();
            expect(driver.rows.map((row) => ({ ...row }))).toEqual(alarmsReference(readings, options));
          },
        ),
      );
    },
  );

  test('keys that fall silent', async () => {
    const stale = fc.record({ staleMs: fc.constantFrom(100, 500, 3_000) });
    await fc.assert(
      fc.asyncProperty(
        ...([readingLists, cuts, stale, reporting, keys] as const),
        async (readings, size, ...options) => {
          await expectAsReference(readings, size, Object.assign({}, ...options));
        },
      ),
    );
  });

  test('the key seen least recently is forgotten when there are too many', async () => {
    const few = fc.record({
      by: fc.constant('sensorId' as const),
      maxKeys: fc.integer({ min: 1, max: 3 }),
      staleMs: fc.constantFrom(500, 3_000),
    });
    await fc.assert(
      fc.asyncProperty(
        ...([readingLists, cuts, limits, delays, reporting, few] as const),
        async (readings, size, ...options) => {
          await expectAsReference(readings, size, Object.assign({}, ...options));
        },
      ),
    );
  });

  test('keys that have been silent for too long are forgotten; it says so when their room is needed', async () => {
    const few = fc.record({
      by: fc.constant('sensorId' as const),
      maxKeys: fc.constantFrom(1, 3),
      staleMs: fc.constantFrom(100, 500),
      idleMs: fc.constantFrom(500, 1_000),
    });
    await fc.assert(
      fc.asyncProperty(
        ...([readingLists, cuts, limits, delays, reporting, few] as const),
        async (readings, size, ...options) => {
          await expectAsReference(readings, size, Object.assign({}, ...options), inAnyOrder);
        },
      ),
    );
  });
});

function inAnyOrder(rows: readonly object[]): object[] {
  return rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
