import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { cli } from './cli.ts';

const slow = { timeout: 60_000 };

test(
  'pnpm demo layouts shows every form, Python beside it, and how the inheritance trap is closed',
  slow,
  async () => {
    const { exitCode, stdout, stderr } = await cli(['layouts', '--records', '50000'], tmpdir());
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('measured RecordBatch'),
    });
    expect(stdout).toMatch(/A SensorRecord \{ sensorId, .* \}, 50,000 times/);
    expect(stdout).toMatch(/^ {2}class +1[45]\d\.\d +72 +160 /m);
    expect(stdout).toMatch(/^ {2}RecordBatch +[34]\d\.\d +\d/m);
    expect(stdout).toMatch(/^ {2}Python: class with __slots__ +184\.0 +80 /m);
    expect(stdout).toMatch(/^ {2}two levels: row +\d+\.\d +64 /m);
    expect(stdout).toContain('Bad cannot add the field extra: a subclass adds only methods.');
  },
);

test('--format json prints one object', slow, async () => {
  const { exitCode, stdout } = await cli(['layouts', '--records', '5000', '--format', 'json'], tmpdir());
  const { records, sensor, small } = JSON.parse(stdout);
  expect({ exitCode, records }).toEqual({ exitCode: 0, records: 5_000 });
  expect([sensor.length, small.length]).toEqual([9, 7]);
  expect(sensor[1]).toMatchObject({ layout: 'class', records: 5_000, shell: 72, deep: 160 });
});

test('what it does not take is said in one line', async () => {
  for (const args of [
    ['--records', '0'],
    ['--records', 'many'],
    ['--format', 'xml'],
    ['--rows', '1'],
  ]) {
    const { exitCode, stdout, stderr } = await cli(['layouts', ...args], tmpdir());
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/(--records N|no option --rows|--format is table or json)/);
  }
});
