import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readingsFile } from '../src/groups/csv/readings-file.ts';

const measured = join(tmpdir(), `pipe-bench-measured-${process.pid}.csv`);
const written = new Set([measured]);

function fileOf(input: Parameters<typeof readingsFile>[0]): string {
  const path = readingsFile(input);
  written.add(path);
  return path;
}

afterAll(() => {
  for (const path of written) rmSync(path, { force: true });
});

describe('readingsFile', () => {
  it('makes up as many rows as are asked for', () => {
    const lines = readFileSync(fileOf({ rows: 3 }), 'utf8').split('\n');
    expect(lines).toEqual([
      'timestamp,sensorId,value,unit',
      '2023-11-14T22:13:20.000Z,sensor-0,0,°C',
      '2023-11-14T22:13:21.000Z,sensor-1,79.19,°C',
      '2023-11-14T22:13:22.000Z,sensor-2,58.31,°C',
      '',
    ]);
  });

  it('repeats the records of a file under one header', () => {
    writeFileSync(measured, 'timestamp,value\na,1\nb,2\n');
    const path = fileOf({ repeat: measured, times: 2 });
    expect(readFileSync(path, 'utf8')).toBe('timestamp,value\na,1\nb,2\na,1\nb,2\n');
  });

  it('keeps a file for the same contents alone', () => {
    const path = fileOf({ repeat: measured, times: 2 });
    expect(fileOf({ repeat: measured, times: 2 })).toBe(path);
    expect(fileOf({ repeat: measured, times: 3 })).not.toBe(path);
    writeFileSync(measured, 'timestamp,value\na,1\nb,3\n');
    const changed = fileOf({ repeat: measured, times: 2 });
    expect(changed).not.toBe(path);
    expect(readFileSync(changed, 'utf8')).toContain('b,3');
  });
});
