import { describe, expect, it } from 'vitest';
import { Competitor, NotHere } from '../src/run/competitor.ts';
import { runTask } from '../src/run/run-task.ts';
import type { Task } from '../src/task.ts';

const effort = { rounds: 2, turns: 2, minMs: 1, budgetMs: 10_000 };

const task: Task = {
  name: 'conforming',
  title: 'Objects that conform',
  about: '',
  input: { checks: 1_000 },
  contestants: ['hand-written', 'zod-instanceof', 'arktype'],
  ours: 'hand-written',
  measures: [
    { name: 'time', heading: 'ns a check', scale: 1_000 },
    { name: 'peak', heading: 'peak memory, MiB', scale: 1 / 2 ** 20 },
  ],
};

describe('runTask', () => {
  it('measures the time of each contestant in every turn of every round, and its peak once a round', async () => {
    const only = new Set(['hand-written', 'zod-instanceof']);
    const { contestants, absent } = await runTask('protocols', task, { effort, only, log: () => {} });
    const all = Object.values(contestants);
    expect(all.map(({ title }) => title)).toEqual(['written by hand', 'zod instanceof']);
    for (const { samples } of all) {
      expect(samples.time).toHaveLength(4);
      expect(samples.time?.every((time) => time !== null && time > 0)).toBe(true);
    }
    for (const { samples } of all) expect(samples.peak).toHaveLength(2);
    expect(absent).toEqual({ arktype: 'this run did not ask for it' });
  });
});

describe('Competitor', () => {
  it('is not here when what it runs on is not on this machine', async () => {
    const start = Competitor.start('python', { command: 'no-such-command', args: [] }, {});
    await expect(start).rejects.toThrow(NotHere);
  });

  it('is not here when a package of its own is not installed', async () => {
    const args = ['--input-type=module', '--eval', "import 'no-such-package'"];
    const start = Competitor.start('peer', { command: process.execPath, args }, {});
    await expect(start).rejects.toThrow(new NotHere('no-such-package is not installed'));
  });

  it('gives what a process complained about when it ends without an answer', async () => {
    const args = ['--eval', "console.error('no such table'); process.exit(1)"];
    const start = Competitor.start('duckdb', { command: process.execPath, args }, {});
    await expect(start).rejects.toThrow('duckdb ended without an answer:\nno such table');
  });
});
