import { defineRecord, field } from '@pipe/records';
import { greaterThan, multiply } from '@pipe/records/kernels';
import { describe, test } from 'vitest';
import {
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
import { type MakeStage, stageConformance } from '../../src/testing.ts';
import { Reading, type ReadingInput } from '../readings.ts';

/** Three sensors, values with gaps, at times that repeat and step back. */
const records: ReadingInput[] = Array.from({ length: 130 }, (_, i) => ({
  sensorId: ['a', 'b', 'a', 'c'][i % 4],
  timestamp: i * 400 - (i % 13 === 5 ? 1_700 : 0) - (i % 4 === 1 ? 400 : 0),
  value: i % 11 === 7 ? null : Math.round(30 * Math.sin(i / 3)),
}));

const reads = Reading.fields;

const stages: [name: string, make: MakeStage][] = [
  ['derive by row', () => derive({ into: 'out', reads, compute: ({ value }) => value && value / 3 })],
  ['derive in place', () => derive({ into: 'value', reads, compute: ({ timestamp }) => timestamp / 7 })],
  [
    'derive by column',
    () =>
      derive({
        into: 'out',
        reads,
        columns: (batch, into) => multiply(batch.column('value'), 3, batch.selection, into),
      }),
  ],
  ['filter by row', () => filter({ reads, where: ({ value }) => value !== null && value > 3 })],
  [
    'filter by column',
    () =>
      filter({
        reads,
        columns: (batch, kept) => greaterThan(batch.column('value'), 3, batch.selection, kept),
      }),
  ],
  ['deduplicate', () => deduplicate({ by: ['sensorId', 'value'] })],
  [
    'deduplicate within a time',
    () => deduplicate({ by: ['value'], withinMs: 5_000, timestamp: 'timestamp', maxKeys: 20 }),
  ],
  ['sample by count', () => sample({ every: 3, by: 'sensorId' })],
  ['sample by probability', () => sample({ probability: 0.4, seed: 7 })],
  ['throttle', () => throttle({ intervalMs: 1_500, by: 'sensorId', idleMs: 4_000 })],
  ['rename', () => rename({ fields: { sensorId: 'sensor', value: 'celsius' } })],
  ['cast', () => cast({ fields: { value: 'int8', timestamp: 'float64' } })],
  ['cast to text', () => cast({ fields: { value: 'dictionary' } })],
  [
    'flatMap',
    () =>
      flatMap({
        reads,
        makes: defineRecord('Event', { what: field.dictionary(), at: field.timestamp() }),
        map: ({ sensorId, timestamp, value }) =>
          value === null ? [] : [1, 2].map((step) => ({ what: sensorId, at: timestamp + step })),
      }),
  ],
  [
    'lookup',
    () =>
      lookup({
        by: 'sensorId',
        adds: { place: field.dictionary() },
        from: new Map([['b', { place: 'hall' }]]),
      }),
  ],
  [
    'lookup by loading',
    () =>
      lookup({
        by: 'sensorId',
        adds: { code: field.uint32() },
        load: async (keys) => new Map(keys.map((key) => [key, { code: key.charCodeAt(0) }])),
        maxKeys: 2,
      }),
  ],
  ['project', () => project({ fields: ['value', 'sensorId'] })],
];

describe.each(stages)('%s is a stage', (_, make) => {
  for (const { name, run } of stageConformance(make, { recordType: Reading, records })) test(name, run);
});
