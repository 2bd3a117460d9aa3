import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { collect, filter, fromRecords, PipelineError, pipeline, rename } from '../../src/index.ts';
import { issuesOf } from './values-after.ts';

const Everything = defineRecord('Everything', {
  text: field.utf8(),
  note: field.utf8().nullable(),
  sensor: field.dictionary().nullable(),
  bytes: field.binary(3),
  total: field.int64({ as: 'bigint' }).nullable(),
  isOn: field.bool(),
  level: field.uint8().nullable(),
});

const records = [
  { text: 'ä', note: null, sensor: 'a', bytes: Uint8Array.of(1, 2, 3), total: 5n, isOn: true, level: null },
  { text: '', note: 'x', sensor: null, bytes: Uint8Array.of(4, 5, 6), total: null, isOn: false, level: 7 },
  { text: 'long', note: '', sensor: 'b', bytes: Uint8Array.of(7, 8, 9), total: -1n, isOn: true, level: 9 },
];

test('fields of every kind get new names, in their places', async () => {
  const names = Object.fromEntries(Object.keys(Everything.fields).map((name) => [name, `${name}2`]));
  const sink = collect();
  await pipeline('renamed')
    .from(fromRecords(Everything, records))
    .through(rename({ fields: names }))
    .into(sink)
    .run();
  const expected = records.map((record) =>
    Object.entries(record).map(([name, value]) => [`${name}2`, value]),
  );
  expect(sink.rows.map((row) => Object.entries(row))).toEqual(expected);
});

test('records that are not in play stay out of it', async () => {
  const sink = collect();
  await pipeline('renamed')
    .from(fromRecords(Everything, records))
    .through(
      filter({ reads: { isOn: field.bool() }, where: ({ isOn }) => isOn }),
      rename({ fields: { text: 'label', note: 'remark' } }),
    )
    .into(sink)
    .run();
  expect(sink.rows.map(({ label, remark, level }) => [label, remark, level])).toEqual([
    ['ä', null, null],
    ['long', '', 9],
  ]);
});

test('a dictionary may be full', async () => {
  const Full = defineRecord('Full', { unit: field.dictionary({ limit: 2 }) });
  const sink = collect();
  await pipeline('renamed')
    .from(fromRecords(Full, [{ unit: 'K' }, { unit: '°C' }]))
    .through(rename({ fields: { unit: 'scale' } }))
    .into(sink)
    .run();
  expect(sink.rows.map((row) => ({ ...row }))).toEqual([{ scale: 'K' }, { scale: '°C' }]);
});

test('names that cannot be meant are refused', () => {
  expect(() => rename({ fields: {} })).toThrow(PipelineError);
  expect(() => rename({} as never)).toThrow(/fields has the new name of each field/);
  expect(() => rename({ fields: { a: 'c', b: 'c' } })).toThrow(/each field once; "c"/);
  expect(() => rename({ fields: { a: 'b', b: 'a' } })).toThrow(
    /"a", "b" cannot be an old name and a new one/,
  );
});

test('a name that another field has is an issue', () => {
  expect(issuesOf(rename({ fields: { value: 'timestamp' } }))).toEqual([
    expect.stringMatching(/gives 'value' the name 'timestamp', which another field has/),
  ]);
});
