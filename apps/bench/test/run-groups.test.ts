import { describe, expect, it } from 'vitest';
import type { Floor } from '../src/floors.ts';
import type { TaskResult } from '../src/results.ts';
import { type RunOptions, runGroups } from '../src/run/run-groups.ts';
import type { Group, Task } from '../src/task.ts';

const task: Task = {
  name: 'conforming',
  title: 'Objects that conform',
  about: '',
  input: { checks: 1_000 },
  contestants: ['hand-written', 'valibot'],
  ours: 'hand-written',
  measures: [{ name: 'time', heading: 'ns a check', scale: 1_000 }],
};

const protocols = (...tasks: Task[]): Group => ({
  name: 'protocols',
  title: 'Protocols',
  about: '',
  peers: ['valibot'],
  tasks,
});

const unreachable: Floor = {
  claim: 'ours is out of reach',
  group: 'protocols',
  task: 'conforming',
  measure: 'time',
  ours: 'hand-written',
  peers: ['valibot'],
  floor: 1e9,
  setBy: { date: '2026-11-21', command: 'pnpm bench', measured: 1e9 },
};

async function run(group: Group, options: Partial<RunOptions> = {}) {
  const printed: string[] = [];
  const logged: string[] = [];
  const kept: Record<string, TaskResult> = {};
  const headlines = await runGroups([group], {
    floors: [unreachable],
    effort: { rounds: 1, turns: 1, minMs: 1, budgetMs: 10_000 },
    trial: ['--turns'],
    quick: false,
    only: undefined,
    lookTwice: false,
    command: 'pnpm bench protocols',
    log: (text) => logged.push(text),
    print: (text) => printed.push(text),
    keep: async (_, name, result) => {
      kept[name] = result;
    },
    ...options,
  });
  return { headlines, printed: printed.join('\n'), logged: logged.join('\n'), kept };
}

const samplesOf = (result: TaskResult | undefined) => result?.contestants.valibot?.samples.time?.length;

describe('runGroups', () => {
  it('keeps each result with its command and the versions of peers', async () => {
    const { kept, headlines, printed } = await run(protocols(task));
    expect(kept.conforming).toMatchObject({
      command: 'pnpm bench protocols',
      versions: { valibot: expect.stringMatching(/^\d/) },
    });
    expect(headlines).toMatchObject([{ floor: unreachable, holds: false }]);
    expect(printed).not.toContain('second');
  });

  it('looks a second time, longer, before a claim is said not to hold, and says why', async () => {
    const { kept, printed } = await run(protocols(task), { lookTwice: true });
    expect(printed).toMatch(
      /A second, longer look at protocols\/conforming, .*: 'ours is out of reach' came out at .*×, below its floor of 1,000,000,000×\./,
    );
    expect(samplesOf(kept.conforming)).toBe(2);
  });

  it('takes the effort of a task only when the run is no trial', async () => {
    const patient = protocols({ ...task, effort: { turns: 3, budgetMs: 10_000 } });
    expect(samplesOf((await run(patient)).kept.conforming)).toBe(1);
    expect(samplesOf((await run(patient, { trial: [] })).kept.conforming)).toBe(3);
  });

  it('passes over a task without its file, and over tasks without claims when it is quick', async () => {
    const { logged, kept } = await run(protocols({ ...task, needs: '/nowhere/readings.csv' }));
    expect(logged).toBe('protocols conforming is skipped: readings.csv is not on this machine');
    expect(kept).toEqual({});
    expect((await run(protocols({ ...task, name: 'failing' }), { quick: true })).kept).toEqual({});
  });

  it('makes no claim about contestants that were not asked for', async () => {
    const { headlines, kept } = await run(protocols(task), { only: new Set(['hand-written']) });
    expect(headlines).toEqual([]);
    expect(kept.conforming?.absent).toEqual({ valibot: 'this run did not ask for it' });
  });
});
