import { defineRecord, field } from '@pipe/records';
import { describe, expect, test } from 'vitest';
import { readText } from './read.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
});

describe('rows', () => {
  test('come out of a plain file, columns found by header', async () => {
    const { rows } = await readText(
      'value,sensorId,timestamp,extra\n1.5,a,2026-01-31T00:00:00Z,x\n-2e3,b,1767225600000,y\n',
      Reading,
    );
    expect(rows).toEqual([
      { sensorId: 'a', timestamp: Date.UTC(2026, 0, 31), value: 1.5 },
      { sensorId: 'b', timestamp: 1_767_225_600_000, value: -2_000 },
    ]);
  });

  test('come out of the last line when it is not ended', async () => {
    const { rows } = await readText('sensorId,timestamp,value\na,0,1\nb,0,2', Reading);
    expect(rows.map((row) => row.value)).toEqual([1, 2]);
  });
});
