import { field } from '@pipe/records';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnyStage,
  cast,
  lookup,
  sessionWindow,
  slidingWindow,
  sortWithin,
  tumblingWindow,
} from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';
import { cuts, readingLists } from './reading-lists.ts';
import { int16Reference } from './records-reference.ts';
import { outcomeEveryWay } from './run-every-way.ts';
import { sortReference } from './sort-within-reference.ts';

/** Fails unless exactly these readings are set aside, in their order, each with these words among those that say why. */
async function expectSetAside(
  make: () => AnyStage,
  plain: (readings: readonly ReadingInput[]) => readonly ReadingInput[],
  why: RegExp,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(readingLists, cuts, async (readings, size) => {
      const { setAside } = await outcomeEveryWay(make, readings, size);
      expect(setAside).toEqual(
        plain(readings).map((reading) => ({ reading: { ...reading }, why: expect.stringMatching(why) })),
      );
    }),
  );
}

const windows = { aggregates: { records: 'count' }, by: 'sensorId' } as const;

/** Those whose last window has ended by the latest time so far. */
const lateReadings =
  ({ sizeMs, everyMs, latenessMs }: Record<'sizeMs' | 'everyMs' | 'latenessMs', number>) =>
  (readings: readonly ReadingInput[]) =>
    readings.filter(({ timestamp }, i) => {
      const clock = Math.max(...readings.slice(0, i + 1).map((reading) => reading.timestamp));
      return Math.floor(timestamp / everyMs) * everyMs + sizeMs <= clock - latenessMs;
    });

describe('what is set aside is the same wherever the batches are cut, and for the same reason', () => {
  test.each([0, 250, 2_000])('tumblingWindow, %i ms late', async (latenessMs) => {
    const options = { everyMs: 300, latenessMs };
    const late = lateReadings({ ...options, sizeMs: 300 });
    await expectSetAside(() => tumblingWindow({ ...windows, ...options }), late, /came too late/);
    await expectSetAside(
      () => tumblingWindow({ ...windows, ...options, late: 'filter' }),
      () => [],
      /./,
    );
  });

  test.each([0, 250])('slidingWindow, %i ms late', async (latenessMs) => {
    const options = { everyMs: 100, sizeMs: 700, latenessMs };
    await expectSetAside(
      () => slidingWindow({ ...windows, ...options }),
      lateReadings(options),
      /came too late/,
    );
  });

  test.each([0, 250])(
    'sessionWindow, %i ms late: each reading is in a session or set aside',
    async (latenessMs) => {
      const make = () => sessionWindow({ ...windows, gapMs: 200, latenessMs });
      await fc.assert(
        fc.asyncProperty(readingLists, cuts, async (readings, size) => {
          const { rows, setAside } = await outcomeEveryWay(make, readings, size);
          const taken = rows.map((row) => (row as { records: number }).records);
          expect(taken.reduce((sum, records) => sum + records, setAside.length)).toBe(readings.length);
        }),
      );
    },
  );

  test.each([{ withinMs: 200 }, { withinMs: 3_000 }, { maxRecords: 5 }])('sortWithin %o', async (limits) => {
    const late = (readings: readonly ReadingInput[]) => {
      const sorted = new Set(sortReference(readings, limits));
      return readings.filter((reading) => !sorted.has(reading));
    };
    await expectSetAside(() => sortWithin(limits), late, /late/);
  });

  test.each([false, true])('cast, rounded: %s', async (round) => {
    await expectSetAside(
      () => cast({ fields: { value: 'int16' }, round }),
      (readings) => readings.filter((reading) => int16Reference(reading, round).length === 0),
      /int16/,
    );
  });

  test('lookup of what nothing is known of', async () => {
    const from = new Map([['a', { place: 'hall' }]]);
    await expectSetAside(
      () => lookup({ by: 'sensorId', adds: { place: field.utf8() }, from, missing: 'dead-letter' }),
      (readings) => readings.filter(({ sensorId }) => !from.has(sensorId)),
      /nothing is known of 'sensorId'/,
    );
  });
});
