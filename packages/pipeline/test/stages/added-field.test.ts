import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { collect, fromRecords, normalize, pipeline } from '../../src/index.ts';

test('a field is filled wherever in memory the field it is computed from has its nulls', async () => {
  const Alone = defineRecord('Alone', { value: field.float64().nullable() });
  const sink = collect();
  await pipeline('alone')
    .from(fromRecords(Alone, [{ value: 2 }, { value: null }, { value: 4 }]))
    .through(normalize({ field: 'value', into: 'share', method: 'range', scale: { min: 0, max: 4 } }))
    .into(sink)
    .run();
  expect(sink.rows.map(({ share }) => share)).toEqual([0.5, null, 1]);
});
