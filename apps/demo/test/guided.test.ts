import { expect, test } from 'vitest';
import { cli } from './cli.ts';

test('the guided run shows alarms, labels, the audit trail, latencies, the ledger and memory', async () => {
  const { stdout, stderr, exitCode } = await cli([], '.');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/18,914 real readings of four wireless sensors/);
  expect(stdout).toMatch(/synthesised/);
  expect(stdout).toMatch(/Suthaharan/);
  expect(stdout).toMatch(/hit 2 of the 2 labelled events, and 120 of their 149 readings/);
  expect(stdout).toMatch(/\[AUDIT\] threshold_limits: .*58.* → .*65/);
  expect(stdout).toMatch(/by night-shift: outdoor air/);
  expect(stdout).toMatch(/thresholdFilter +18,914 +400/);
  expect(stdout).toMatch(/18,914 in = 400 out \+ 18,514 filtered \+ 0 dead-lettered/);
  const [, batches, objects] =
    stdout.match(/([\d.]+) bytes a reading in batches, ([\d.]+) as plain objects/) ?? [];
  expect(Number(batches)).toBeLessThan(Number(objects) / 3);
});
