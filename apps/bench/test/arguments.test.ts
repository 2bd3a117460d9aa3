import { describe, expect, it } from 'vitest';
import { parseArguments } from '../src/arguments.ts';
import type { Group, Task } from '../src/task.ts';
import { UsageError } from '../src/usage-error.ts';

const task = (name: string, ...contestants: string[]): Task => ({
  name,
  title: name,
  about: '',
  input: {},
  contestants: ['ours', ...contestants],
  ours: 'ours',
  measures: [],
});
const group = (name: string, ...tasks: Task[]): Group => ({ name, title: name, about: '', peers: [], tasks });
const known = [
  group('records', task('layouts', 'map')),
  group('stages', task('rolling', 'rxjs'), task('sum', 'rxjs', 'duckdb')),
];

const parse = (...args: string[]) => parseArguments(args, known);
const chosen = (...args: string[]) =>
  parse(...args).groups.flatMap(({ name, tasks }) => tasks.map((each) => `${name}/${each.name}`));

describe('parseArguments', () => {
  it('runs everything thoroughly, and writes it, when nothing is said', () => {
    expect(parse()).toMatchObject({
      quick: false,
      check: false,
      only: undefined,
      trial: [],
      writes: true,
      command: 'pnpm bench',
    });
    expect(chosen()).toEqual(['records/layouts', 'stages/rolling', 'stages/sum']);
  });

  it('takes groups, and tasks of groups', () => {
    expect(chosen('stages')).toEqual(['stages/rolling', 'stages/sum']);
    expect(chosen('stages/sum', 'records')).toEqual(['records/layouts', 'stages/sum']);
    expect(parse('stages/sum').writes).toBe(true);
  });

  it('takes contestants, and the tasks that have one of them', () => {
    expect(chosen('--only', 'duckdb,map')).toEqual(['records/layouts', 'stages/sum']);
    expect(parse('--only', 'duckdb,map').only).toEqual(new Set(['duckdb', 'map']));
  });

  it('takes a check for a quick run', () => {
    expect(parse('--check', 'stages')).toMatchObject({
      quick: true,
      check: true,
      command: 'pnpm bench --check stages',
    });
  });

  it('takes other numbers of rounds and turns', () => {
    expect(parse('--rounds', '3', '--turns', '7').effort).toMatchObject({ rounds: 3, turns: 7 });
  });

  it.each([
    [['--quick'], ['--quick']],
    [['--check'], ['--check']],
    [['--rounds', '9'], ['--rounds']],
    [
      ['--turns', '1', '--only', 'rxjs'],
      ['--only', '--turns'],
    ],
  ])('writes nothing of a trial unless it is told to: %j', (args, trial) => {
    expect(parse(...args)).toMatchObject({ trial, writes: false });
    expect(parse(...args, '--write')).toMatchObject({ trial, writes: true });
  });

  it.each([
    [['stage'], 'There is no group stage; the groups are records, stages'],
    [['stages/sun'], 'There is no task stages/sun; the tasks are stages/rolling, stages/sum'],
    [['--turns', '0'], '--turns takes a whole number of 1 or more, not 0'],
    [
      ['records', '--only', 'rxjs'],
      '--only takes contestants like rxjs,duckdb, and rxjs is none of what is run',
    ],
    [
      ['--fast'],
      "Unknown option '--fast'; the options are --quick, --check, --only, --rounds, --turns, --write, --help",
    ],
  ])('says what is wrong and what there is, in one line: %j', (args, message) => {
    expect(() => parse(...args)).toThrow(new UsageError(message));
  });
});
