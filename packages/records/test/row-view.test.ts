import { expect, test } from 'vitest';
import { rowReader } from '../src/operations.ts';
import { errorOf } from './error-of.ts';
import { reading, SensorRecord } from './sensor-record.ts';

const filled = (count: number) =>
  SensorRecord.batch(count).appendRows(Array.from({ length: count }, (_, value) => ({ ...reading, value })));

test('a view looks like a row: class, keys, spread and JSON', () => {
  for (const view of filled(1)) {
    expect(view).toBeInstanceOf(SensorRecord);
    expect(Object.keys(view)).toEqual(SensorRecord.fieldNames);
    expect({ ...view }).toEqual({ ...reading, value: 0, normalized: null, rollingAvg: null });
    expect(JSON.parse(JSON.stringify(view))).toEqual({ ...view });
    expect(Object.entries(view)[2]).toEqual(['value', 0]);
    const { value, unit } = view;
    expect([value, unit]).toEqual([0, 'C']);
    expect('value' in view).toBe(true);
  }
});

test('a misspelled read of a view throws, and a view cannot be written to', () => {
  for (const view of filled(1)) {
    expect(errorOf(() => (view as unknown as { vlaue: number }).vlaue).message).toMatch(/did you mean value/);
    expect(() => {
      (view as { value: number }).value = 1;
    }).toThrow(TypeError);
  }
});

test('a view is good until the loop moves on', () => {
  let last: { readonly value: number } | undefined;
  for (const view of filled(100)) {
    if (last !== undefined) {
      const passed = last;
      expect(errorOf(() => passed.value).message).toBe(
        'value was read from a row view after the loop had moved on; keep batch.at(index) instead',
      );
    }
    last = view;
  }
  expect(errorOf(() => last?.value).code).toBe('expired-view');
});

test('a view kept when the loop is left early has expired, too', () => {
  let kept: { readonly value: number } | undefined;
  for (const view of filled(3)) {
    kept = view;
    break;
  }
  expect(errorOf(() => kept?.value).code).toBe('expired-view');
  const [first, second] = filled(3);
  expect(errorOf(() => first.value).code).toBe('expired-view');
  expect(errorOf(() => second.value).code).toBe('expired-view');
});

test('loops over one batch do not disturb each other', () => {
  const batch = filled(3);
  const pairs: string[] = [];
  for (const outer of batch) for (const inner of batch) pairs.push(`${outer.value}${inner.value}`);
  expect(pairs).toEqual(['00', '01', '02', '10', '11', '12', '20', '21', '22']);
});

test('a loop sees the rows in play', () => {
  const seen: number[] = [];
  for (const view of filled(6).select((row) => row.value % 2 === 1)) seen.push(view.value);
  expect(seen).toEqual([1, 3, 5]);
});

test('a reader gives a view of any row, in play or not, and in any order', () => {
  const reader = rowReader(filled(6).select((row) => row.value > 3));
  expect([5, 0, 5, 3].map((row) => reader.view(row).value)).toEqual([5, 0, 5, 3]);
  expect(reader.view(2)).toBeInstanceOf(SensorRecord);
});

test('a view of a reader is good until it is moved on, its reader ends or its batch is released', () => {
  const batch = filled(3);
  const reader = rowReader(batch);
  const first = reader.view(0);
  const second = reader.view(1);
  expect([errorOf(() => first.value).code, second.value]).toEqual(['expired-view', 1]);
  reader.end();
  expect(errorOf(() => second.value).code).toBe('expired-view');
  const third = reader.view(2);
  batch.release();
  expect(errorOf(() => third.value).message).toMatch(/after its batch was released/);
});

test('a reader has no view of a row that the batch has not', () => {
  const reader = rowReader(filled(3));
  expect(errorOf(() => reader.view(3)).message).toMatch(/row of the batch/);
  expect(errorOf(() => reader.view(-1)).code).toBe('invalid-argument');
});
