import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from './cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'filter-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (text: string, name = 'readings.csv') => {
  await writeFile(join(folder, name), text);
  return name;
};

const readings = `sensorId,timestamp,value
a,2026-01-01 00:00:00,70
a,2026-01-01 00:01:00,101
b,2026-01-01 00:01:00,130
a,2026-01-01 00:02:00,
a,2026-01-01 00:03:00,95
a,2026-01-01 00:04:00,85
b,2026-01-01 00:04:00,140
`;

const filter = (...args: string[]) => cli(['filter', ...args], folder);
const filterJson = async (...args: string[]) => {
  const { stdout, stderr, exitCode } = await filter(...args, '--format', 'json');
  expect({ stderr, exitCode, lines: stdout.split('\n').length }).toEqual({
    stderr: '',
    exitCode: 0,
    lines: 2,
  });
  return JSON.parse(stdout);
};

describe('filter', () => {
  test('prints one JSON object: the matched records, the alarms, the ledger', async () => {
    const result = await filterJson(
      '--input',
      await file(readings),
      '--above',
      '100',
      '--clear',
      '90',
      '--limit',
      'b=135',
    );
    expect(result).toMatchObject({
      ledger: { in: 7, out: 2, filtered: 5, deadLettered: 0, dropped: 0, inFlight: 0 },
      matched: { count: 2, first: '2026-01-01T00:01:00Z', last: '2026-01-01T00:04:00Z' },
      alarms: [
        {
          sensorId: 'a',
          side: 'above',
          start: '2026-01-01T00:01:00Z',
          end: '2026-01-01T00:03:00Z',
          peak: 101,
          peakAt: '2026-01-01T00:01:00Z',
          records: 2,
        },
        { sensorId: 'b', start: '2026-01-01T00:04:00Z', end: null, records: 1 },
      ],
    });
    expect(result).not.toHaveProperty('rolling');
    expect(result.durationMs).toBeGreaterThan(0);
  });

  test('compares rolling means: a missing value takes no place in the window', async () => {
    const result = await filterJson('--input', await file(readings), '--above', '95', '--rolling', '2');
    // a: 85.5, 98, 90; b: 135
    expect(result.rolling).toEqual({ window: 2, count: 2 });
  });

  test('finds values below a limit, with negative numbers on the command line', async () => {
    const name = await file('timestamp,value\n0,-5\n1000,-15\n2000,-200\n', 'cold.csv');
    const result = await filterJson('--input', name, '--below', '-10', '--missing', '-200');
    expect(result.matched).toEqual({ count: 1, first: '1970-01-01T00:00:01Z', last: '1970-01-01T00:00:01Z' });
    expect(result.alarms).toMatchObject([{ sensorId: 'cold', side: 'below', peak: -15 }]);
  });

  test('reads other dialects: joined time columns, a time pattern, decimal commas', async () => {
    const name = await file(
      'Date;Time;T\n10/03/2004;18.00.00;13,6\n10/03/2004;19.00.00;23,25\n',
      'dialect.csv',
    );
    const result = await filterJson(
      ...['--input', name, '--above', '20', '--value', 'T', '--timestamp', 'Date,Time'],
      ...['--time-format', 'dd/MM/yyyy HH.mm.ss', '--delimiter', ';', '--decimal', ','],
    );
    expect(result.matched).toEqual({ count: 1, first: '2004-03-10T19:00:00Z', last: '2004-03-10T19:00:00Z' });
    expect(result.alarms).toMatchObject([{ peak: 23.25 }]);
  });

  test('writes the matched records to a file, and dead letters to another', async () => {
    const name = await file(`${readings}c,2026-01-01 00:05:00,hot\n`);
    const { exitCode } = await filter(
      ...['--input', name, '--above', '100', '--output', 'out.csv', '--dead-letters', 'dead.jsonl'],
    );
    expect(exitCode).toBe(0);
    const written = await readFile(join(folder, 'out.csv'), 'utf8');
    expect(written.trim().split('\n')).toHaveLength(4);
    const letters = (await readFile(join(folder, 'dead.jsonl'), 'utf8')).trim().split('\n');
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('hot');
  });

  test('a row that cannot be read is a dead letter: said on standard error, counted in the ledger, exit code 0', async () => {
    const name = await file(`${readings}c,2026-01-01 00:05:00,hot\n`);
    const { stdout, stderr, exitCode } = await filter('--input', name, '--above', '100', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).ledger).toEqual({
      in: 8,
      out: 3,
      filtered: 4,
      deadLettered: 1,
      dropped: 0,
      inFlight: 0,
    });
    expect(stderr).toMatch(/one row was set aside/);
    expect(stderr).toMatch(/hot/);
  });

  test('prints tables for people', async () => {
    const { stdout } = await filter('--input', await file(readings), '--above', '100');
    expect(stdout).toMatch(/^3 of 7 records are beyond the threshold/);
    expect(stdout).toMatch(/sensor +side +start/);
    expect(stdout).toMatch(/7 in = 3 out \+ 4 filtered/);
  });
});

describe('a mistake is answered with what to write, without a stack trace', () => {
  test.each([
    [['--input', 'readings.csv'], /needs a threshold/, 2],
    [['--above', '1'], /needs --input FILE/, 2],
    [['--input', 'readings.csv', '--abov', '1'], /--abov.*--above/s, 2],
    [['--input', 'readings.csv', '--above', 'hot'], /--above takes a number; it was 'hot'/, 2],
    [
      ['--input', 'readings.csv', '--above', '1', '--clear', '2'],
      /clearAbove \(2\) is beyond above \(1\)/,
      1,
    ],
    [['--input', 'readings.csv', '--above', '1', '--format', 'xml'], /table or json/, 2],
    [['--input', 'nowhere.csv', '--above', '1'], /nowhere\.csv/, 1],
    [['--input', 'readings.csv', '--above', '1', '--value', 'valeu'], /valeu.*value/s, 1],
  ])('%j', async (args, message, code) => {
    await file(readings);
    const { stdout, stderr, exitCode } = await filter(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  });
});

const machine = fileURLToPath(
  new URL('../../../../shared/data/nab/machine_temperature_system_failure.csv', import.meta.url),
);

describe.skipIf(!existsSync(machine))(
  'the machine-temperature file (skipped where ../shared/data is absent)',
  () => {
    test('holds 1,586 records above 100 in 17 alarms', async () => {
      const result = await filterJson(
        '--input',
        machine,
        '--above',
        '100',
        '--clear',
        '90',
        '--rolling',
        '12',
      );
      expect(result.ledger).toMatchObject({ in: 22_695, out: 1_586, filtered: 21_109 });
      expect(result.matched).toEqual({
        count: 1_586,
        first: '2013-12-11T05:05:00Z',
        last: '2014-02-16T14:25:00Z',
      });
      expect(result.alarms).toHaveLength(17);
      const records = result.alarms.reduce(
        (sum: number, alarm: { records: number }) => sum + alarm.records,
        0,
      );
      expect(records).toBe(4_390);
      expect(result.alarms[0]).toMatchObject({
        start: '2013-12-11T05:05:00Z',
        end: '2013-12-11T09:45:00Z',
        records: 57,
        peak: 102.7362135,
        peakAt: '2013-12-11T06:00:00Z',
      });
    });

    test('holds 4,802 means of twelve above 95', async () => {
      const result = await filterJson('--input', machine, '--above', '95', '--rolling', '12');
      expect(result.rolling).toEqual({ window: 12, count: 4_802 });
    });
  },
);
