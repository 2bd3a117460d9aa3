import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sensorCsv } from '../src/generate/sensor-csv.ts';
import { cli } from './cli.ts';

test('the same number of records is the same text, in lines of four cells', () => {
  const [one, other] = [[...sensorCsv(10_000)].join(''), [...sensorCsv(10_000)].join('')];
  expect(one).toBe(other);
  const lines = one.trimEnd().split('\n');
  expect(lines).toHaveLength(10_001);
  expect(lines.every((line) => line.split(',').length === 4)).toBe(true);
  expect(lines[1]).toMatch(/^s000,2026-01-01T00:00:00Z,\d+\.\d\d,C$/);
});

test('fewer records are the beginning of more', () => {
  expect([...sensorCsv(5_000)].join('').startsWith([...sensorCsv(300)].join(''))).toBe(true);
});

test('pnpm demo generate writes the file, relative to where the user stands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'generate-'));
  try {
    const { exitCode, stdout, stderr } = await cli(
      ['generate', '--records', '500', '--output', 'readings.csv'],
      folder,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toMatch(/wrote 500 records to .*readings\.csv/);
    expect((await readFile(join(folder, 'readings.csv'), 'utf8')).split('\n')).toHaveLength(502);
    const refused = await cli(['generate', '--records', 'many'], folder);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/--records N, 1 or more/) });
  } finally {
    await rm(folder, { recursive: true });
  }
});
