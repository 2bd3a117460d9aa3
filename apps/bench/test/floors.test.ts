import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contestantsOf, type Floor, floorsOf, judge, readFloors } from '../src/floors.ts';
import { groups } from '../src/groups.ts';
import type { Samples } from '../src/run/run-task.ts';

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

const samples = (id: string, ...time: number[]): Samples => ({
  id,
  title: `title of ${id}`,
  note: undefined,
  measures: { time },
});

describe('judge', () => {
  it('compares with the best peer', () => {
    const headline = judge(floor, [samples('far', 90, 90), samples('near', 30, 30), samples('ours', 10, 10)]);
    expect(headline).toMatchObject({ peer: 'title of near', ratio: { median: 3 }, holds: true, goal: 4 });
  });

  it('says that a claim does not hold once the ratio is below the floor', () => {
    const headline = judge(floor, [samples('far', 90), samples('near', 19), samples('ours', 10)]);
    expect(headline.holds).toBe(false);
  });

  it('does not pass over a contestant that is not there', () => {
    expect(() => judge(floor, [samples('near', 19), samples('ours', 10)])).toThrow(
      "'ours is fast' needs time of far, which was not measured",
    );
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
