import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { groups } from '../src/groups.ts';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

const bench = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('pnpm bench', () => {
  it('says how it is used, with every group', () => {
    const { status, stdout, stderr } = bench('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { name, title } of groups) expect(stdout).toMatch(new RegExp(`^  ${name} +${title}: `, 'm'));
  });

  it.each([[['stage']], [['--fast']], [['--turns']], [['--rounds', 'many']], [['--only', 'nobody']]])(
    'answers what it does not understand with one line and exit code 2: %j',
    (args) => {
      const { status, stdout, stderr } = bench(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]+ \(pnpm bench --help says more\)\n$/);
    },
  );

  it('writes nothing of a trial, and says how it would', () => {
    const { status, stdout } = bench(
      'protocols/failing',
      '--only',
      'hand-written',
      '--rounds',
      '1',
      '--turns',
      '1',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('ours, is');
    expect(stdout).toMatch(
      /Nothing is written: a run with --only, --rounds, --turns is a trial\. Add --write .* 1 task /,
    );
  });
});
