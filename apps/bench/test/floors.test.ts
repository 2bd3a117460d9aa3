import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contestantsOf, type Floor, floorsOf, judge, judgeAll, readFloors } from '../src/floors.ts';
import { groups } from '../src/groups.ts';
import type { Measured } from '../src/results.ts';

const floor: Floor = {
  claim: 'ours is fast',
  group: 'stages',
  task: 'sum',
  measure: 'time',
  ours: 'ours',
  peers: ['near', 'far'],
  floor: 2,
  goal: 4,
  setBy: { date: '2026-11-21', command: 'pnpm bench', measured: 3 },
};

const measured = (times: Record<string, number[]>): Measured => ({
  contestants: Object.fromEntries(
    Object.entries(times).map(([id, time]) => [id, { title: `title of ${id}`, samples: { time } }]),
  ),
  absent: {},
});

describe('judge', () => {
  it('compares with the best peer', () => {
    const headline = judge(floor, measured({ far: [90, 90], near: [30, 30], ours: [10, 10] }));
    expect(headline).toMatchObject({
      floor,
      best: { title: 'title of near', ratio: { median: 3 } },
      holds: true,
    });
  });

  it('says that a claim does not hold once the ratio is below the floor', () => {
    expect(judge(floor, measured({ far: [90], near: [19], ours: [10] })).holds).toBe(false);
  });

  it('does not pass over a contestant that was not measured', () => {
    const headline = judge(floor, measured({ near: [90], ours: [10] }));
    expect(headline).toEqual({ floor, missing: ['far'], holds: false });
    expect(judge(floor, measured({ far: [90], near: [90] }))).toEqual({
      floor,
      missing: ['ours'],
      holds: false,
    });
  });

  it('passes over a task that was never measured', () => {
    expect(judgeAll([floor], {})).toEqual([]);
  });
});

describe('floors.json', () => {
  const floors = readFloors();

  it.each(floors.map((each) => [each.claim, each] as const))('%s: is about what is measured', (_, each) => {
    const task = groups.find(({ name }) => name === each.group)?.tasks.find(({ name }) => name === each.task);
    expect(task?.measures.map(({ name }) => name)).toContain(each.measure);
    expect(task?.contestants).toEqual(expect.arrayContaining([each.ours, ...each.peers]));
    expect(each.setBy.measured).toBeGreaterThanOrEqual(each.floor);
  });

  it('gives the contestants of a task that its claims need', () => {
    expect(contestantsOf(floorsOf([floor], 'stages', 'sum'))).toEqual(new Set(['ours', 'near', 'far']));
    expect(floorsOf([floor], 'stages', 'rolling')).toEqual([]);
  });
});

describe('groups', () => {
  const files = groups.flatMap((group) =>
    group.tasks.flatMap(({ name, folder = name, contestants }) =>
      contestants.map((id) => `${group.name}/${folder}/${id.endsWith('.py') ? id : `${id}.ts`}`),
    ),
  );

  it.each(files)('has a file for %s', (file) => {
    expect(existsSync(new URL(`../src/groups/${file}`, import.meta.url))).toBe(true);
  });
});
