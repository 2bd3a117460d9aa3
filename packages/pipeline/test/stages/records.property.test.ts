import { defineRecord, field } from '@pipe/records';
import { greaterThan, multiply } from '@pipe/records/kernels';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnyStage,
  cast,
  deduplicate,
  derive,
  filter,
  flatMap,
  lookup,
  project,
  rename,
  sample,
  throttle,
} from '../../src/index.ts';
import { seededRandom } from '../../src/testing/random.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { cuts, readingLists } from './reading-lists.ts';
import {
  deduplicateReference,
  everyReference,
  int16Reference,
  throttleReference,
} from './records-reference.ts';
import { runEveryWay } from './run-every-way.ts';

const reads = Reading.fields;

/** Runs a stage every way, and compares the records with what plain code makes of the readings. */
async function expectAsPlain(
  make: () => AnyStage,
  plain: (readings: readonly ReadingInput[]) => readonly object[],
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(readingLists, cuts, async (readings, size) => {
      const rows = await runEveryWay(make, readings, size);
      expect(rows.map((row) => ({ ...row }))).toEqual(plain(readings));
    }),
  );
}

describe('law 7, fast equals slow', () => {
  test('derive by row', async () => {
    const compute = ({ sensorId, timestamp, value }: ReadingInput) =>
      value === null || timestamp % 700 === 0 ? null : value * sensorId.length;
    await expectAsPlain(
      () => derive({ into: 'out', reads, compute }),
      (readings) => readings.map((reading) => ({ ...reading, out: compute(reading) })),
    );
  });

  test('derive in place', async () => {
    const compute = ({ value }: ReadingInput) => (value === null ? 1 : value > 0 ? null : value - 1);
    await expectAsPlain(
      () => derive({ into: 'value', reads, compute }),
      (readings) => readings.map((reading) => ({ ...reading, value: compute(reading) })),
    );
  });

  test('derive by column', async () => {
    await expectAsPlain(
      () =>
        derive({
          into: 'out',
          reads,
          columns: (batch, into) => multiply(batch.column('value'), 3, batch.selection, into),
        }),
      (readings) =>
        readings.map((reading) => ({ ...reading, out: reading.value === null ? null : reading.value * 3 })),
    );
  });

  test('filter by row', async () => {
    const where = ({ sensorId, value }: ReadingInput) => sensorId !== 'a' || value === null || value < 5;
    await expectAsPlain(
      () => filter({ reads, where }),
      (readings) => readings.filter(where),
    );
  });

  test('filter by column', async () => {
    await expectAsPlain(
      () =>
        filter({
          reads,
          columns: (batch, kept) => greaterThan(batch.column('value'), 5, batch.selection, kept),
        }),
      (readings) => readings.filter(({ value }) => value !== null && value > 5),
    );
  });

  test('project', async () => {
    await expectAsPlain(
      () => project({ fields: ['value', 'sensorId'] }),
      (readings) => readings.map(({ value, sensorId }) => ({ value, sensorId })),
    );
  });

  test('flatMap', async () => {
    const Event = defineRecord('Event', { what: field.dictionary(), at: field.timestamp() });
    const map = ({ sensorId, timestamp, value }: ReadingInput) =>
      value === null
        ? []
        : Array.from({ length: Math.abs(Math.trunc(value)) % 4 || 0 }, (_, i) => ({
            what: `${sensorId}${i}`,
            at: timestamp + i,
          }));
    await expectAsPlain(
      () => flatMap({ reads, makes: Event, map }),
      (readings) => readings.flatMap(map),
    );
  });

  const places = new Map([
    ['a', { place: 'hall', limit: 5 }],
    ['s3', { place: 'roof', limit: null }],
    ['__proto__', { place: '', limit: -1 }],
  ]);
  const adds = { place: field.utf8(), limit: field.float64().nullable() };

  test.each(['null', 'drop', 'dead-letter'] as const)(
    'lookup, %s where nothing is known',
    async (missing) => {
      const plain = (readings: readonly ReadingInput[]) =>
        readings
          .filter(({ sensorId }) => missing === 'null' || places.has(sensorId))
          .map((reading) => ({
            ...reading,
            ...(places.get(reading.sensorId) ?? { place: null, limit: null }),
          }));
      await expectAsPlain(() => lookup({ by: 'sensorId', adds, from: places, missing }), plain);
      const load = async (keys: readonly string[]) =>
        new Map([...places].filter(([sensorId]) => keys.includes(sensorId)));
      await expectAsPlain(() => lookup({ by: 'sensorId', adds, load, missing, maxKeys: 2 }), plain);
    },
  );

  test('rename', async () => {
    await expectAsPlain(
      () => rename({ fields: { sensorId: 'sensor', value: 'celsius' } }),
      (readings) =>
        readings.map(({ sensorId, timestamp, value }) => ({ sensor: sensorId, timestamp, celsius: value })),
    );
  });

  test.each([false, true])('cast, rounded: %s', async (round) => {
    await expectAsPlain(
      () => cast({ fields: { value: 'int16', timestamp: 'float32' }, round }),
      (readings) => readings.flatMap((reading) => int16Reference(reading, round)),
    );
  });

  test('cast of everything, to text and back', async () => {
    await expectAsPlain(
      () => cast({ fields: { sensorId: 'dictionary', timestamp: 'uint16', value: 'dictionary' } }),
      (readings) =>
        readings.map(({ value, ...rest }) => ({ ...rest, value: value === null ? null : String(value) })),
    );
  });

  const memories = [{ withinMs: 1_000 }, { withinMs: 1_000, maxKeys: 3 }, { maxKeys: 1 }, {}];
  test.each(memories)('deduplicate, remembering %o', async (memory) => {
    const timed = memory.withinMs === undefined ? {} : { timestamp: 'timestamp' };
    await expectAsPlain(
      () => deduplicate({ by: ['sensorId', 'value'], ...memory, ...timed } as never),
      (readings) => deduplicateReference(readings, memory),
    );
  });

  test.each([1, 2, 7])('sample, one of %i', async (every) => {
    await expectAsPlain(
      () => sample({ every, by: 'sensorId' }),
      (readings) => everyReference(readings, every, ({ sensorId }) => sensorId),
    );
    await expectAsPlain(
      () => sample({ every }),
      (readings) => everyReference(readings, every, () => ''),
    );
  });

  test('sample with a probability', async () => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, fc.nat(), async (readings, size, seed) => {
        const rows = await runEveryWay(() => sample({ probability: 0.3, seed }), readings, size);
        const random = seededRandom(seed);
        expect(rows.map((row) => ({ ...row }))).toEqual(readings.filter(() => random.chance(0.3)));
      }),
    );
  });

  test.each([100, 1_000])('throttle to one in %i ms', async (intervalMs) => {
    await expectAsPlain(
      () => throttle({ intervalMs, by: 'sensorId' }),
      (readings) => throttleReference(readings, intervalMs),
    );
  });
});
