import { describe, expect, it } from 'vitest';
import { type Floor, judge } from '../src/floors.ts';
import { benchmarksPage } from '../src/report/benchmarks-page.ts';
import { figure, multiple } from '../src/report/format.ts';
import { growthPlot } from '../src/report/growth-plot.ts';
import { headlinesAsMarkdown, headlinesAsText } from '../src/report/headlines.ts';
import { mergeResults, resultsAsText } from '../src/report/kept-results.ts';
import { standing } from '../src/report/standing.ts';
import { tableAsMarkdown, tableAsText, tableOf } from '../src/report/table.ts';
import type { Measured, Results, Samples, TaskResult } from '../src/results.ts';
import { summarise } from '../src/statistics.ts';
import type { Group, Task } from '../src/task.ts';

const task: Task = {
  name: 'sum',
  title: 'Sum',
  about: 'Numbers are added up.',
  input: {},
  contestants: ['ours', 'loop', 'peer', 'absent'],
  ours: 'ours',
  measures: [{ name: 'time', heading: 'ns a record', scale: 10 }],
};

const measured = (times: Record<string, Samples>): Measured => ({
  contestants: Object.fromEntries(
    Object.entries(times).map(([id, time]) => [id, { title: id, samples: { time } }]),
  ),
  absent: {},
});

const result = measured({ ours: [20, 40, 60], loop: [10, 20, 30], peer: [400, null, 1_260] });

describe('tables', () => {
  it('have a row for each contestant that was there, in the order of the task', () => {
    expect(tableAsText(tableOf(task, result))).toBe(
      [
        '        ns a record  ns a record as a multiple of ours  samples\n',
        '  ours         40.0                                  1        3\n',
        '  loop         20.0               0.500× (0.500–0.500)        3\n',
        '  peer          830                              20.5×        2\n',
      ].join(''),
    );
  });

  it('are also written in Markdown', () => {
    expect(tableAsMarkdown({ heading: ['', 'ns'], rows: [['ours', '1']] })).toBe(
      '|  | ns |\n| --- | --: |\n| ours | 1 |\n',
    );
  });
});

describe('standing', () => {
  const others = (loop: number, peer: number) => measured({ ours: [100], loop: [loop], peer: [peer] });

  it('names who is ahead of ours, and who is level with it, the best first', () => {
    expect(standing(task, others(50, 40))).toBe('Ahead of ours: peer (0.400×), loop (0.500×).');
    expect(standing(task, others(50, 95))).toBe(
      'Ahead of ours: loop (0.500×). Level with ours: peer (0.950×).',
    );
  });

  it('names the best of the others when nobody is', () => {
    expect(standing(task, others(300, 200))).toBe(
      'Nobody is ahead of ours; the best of the others is peer (2.00×).',
    );
  });

  it('says so of every measure', () => {
    const bytes = { name: 'bytes', heading: 'bytes a record', scale: 1 };
    const both: Measured = {
      contestants: {
        ours: { title: 'ours', samples: { time: [10], bytes: [100] } },
        peer: { title: 'peer', samples: { time: [20], bytes: [50] } },
      },
      absent: {},
    };
    expect(standing({ ...task, measures: [...task.measures, bytes] }, both)).toBe(
      [
        '- **ns a record**: Nobody is ahead of ours; the best of the others is peer (2.00×).',
        '- **bytes a record**: Ahead of ours: peer (0.500×).',
      ].join('\n'),
    );
  });
});

const floor: Floor = {
  claim: 'ours is fast',
  group: 'stages',
  task: 'sum',
  measure: 'time',
  ours: 'ours',
  peers: ['peer'],
  floor: 5,
  goal: 10,
  setBy: { date: '2026-11-20', command: 'pnpm bench stages', measured: 6 },
};

describe('headlines', () => {
  const fallen = judge(floor, measured({ ours: [1, 1, 1], peer: [4, 4, 4] }));

  it('say whether the claim holds, and by how much', () => {
    expect(headlinesAsText([fallen])).toBe(
      '\nHeadlines\n\n  ✗ ours is fast\n    4.00× (4.00–4.00) (peer); at least 5.00×, goal 10.0× (not reached)',
    );
  });

  it('say what was not measured', () => {
    expect(headlinesAsText([judge(floor, measured({ ours: [1] }))])).toContain(
      '✗ ours is fast\n    not measured, for want of peer;',
    );
  });

  it('give floor and goal of the file, and what was measured when the floor was set', () => {
    expect(headlinesAsMarkdown([fallen])).toContain(
      '| ours is fast | 4.00× (4.00–4.00) | peer | 5.00× (**missed**) | 10.0× (not reached) | 6.00×, 2026-11-20 |',
    );
  });
});

const taskResult = (over: Partial<TaskResult> = {}): TaskResult => ({
  date: '2026-11-21',
  command: 'pnpm bench',
  machine: { processor: 'a processor', threads: 2, memoryGiB: 8, system: 'linux x64', node: '24.0.0' },
  versions: { rxjs: '7.0.0' },
  ...result,
  ...over,
});

const group: Group = {
  name: 'stages',
  title: 'Stages',
  about: 'Records go through stages.',
  peers: ['rxjs'],
  tasks: [task, { ...task, name: 'rolling', title: 'Rolling' }],
};

describe('benchmarksPage', () => {
  const page = (results: Results, floors: readonly Floor[] = []) => benchmarksPage([group], floors, results);

  it('holds what is kept against the floors as they are now', () => {
    const results = { stages: { sum: taskResult() } };
    expect(page(results, [floor])).toContain(
      '| ours is fast | 20.5× | peer | 5.00× | 10.0× | 6.00×, 2026-11-20 |',
    );
    expect(page(results, [{ ...floor, floor: 30 }])).toContain('| 30.0× (**missed**) |');
  });

  it('gives the run once when all tasks are of one, and else that of each', () => {
    const line = '`pnpm bench`, 2026-11-21: a processor, 2 threads, 8 GiB, linux x64, Node 24.0.0.';
    const count = (results: Results) => page(results).split(line).length - 1;
    expect(count({ stages: { sum: taskResult(), rolling: taskResult() } })).toBe(1);
    const other = page({ stages: { sum: taskResult(), rolling: taskResult({ date: '2026-11-22' }) } });
    expect(other).toMatch(/### Sum\n\n.*\n\n`pnpm bench`, 2026-11-21/);
    expect(other).toMatch(/### Rolling\n\n.*\n\n`pnpm bench`, 2026-11-22/);
  });

  it('names who sat out, and why, and what was not measured', () => {
    const text = page({
      stages: { sum: taskResult({ absent: { polars: 'nodejs-polars is not installed' } }) },
    });
    expect(text).toContain('Sat out: polars (nodejs-polars is not installed).');
    expect(text).toMatch(/### Rolling\n\n.*\n\nNot measured\.\n/);
  });
});

describe('kept results', () => {
  it('take a new result beside those of other tasks', () => {
    const [old, fresh] = [taskResult(), taskResult({ date: '2026-11-22' })];
    const earlier = { stages: { rolling: old, sum: old } };
    const merged = mergeResults([group], earlier, 'stages', 'sum', fresh);
    expect(merged).toEqual({ stages: { sum: fresh, rolling: old } });
    expect(Object.keys(merged.stages ?? {})).toEqual(['sum', 'rolling']);
  });

  it('drop what is measured no more', () => {
    const earlier = { stages: { gone: taskResult() }, lost: { sum: taskResult() } };
    const merged = mergeResults([group], earlier, 'stages', 'sum', taskResult());
    expect(merged).toEqual({ stages: { sum: taskResult() } });
  });

  it('are written with the samples of a measure on one line', () => {
    const results = { stages: { sum: taskResult() } };
    expect(resultsAsText(results)).toContain('"time": [400, null, 1260]');
    expect(JSON.parse(resultsAsText(results))).toEqual(results);
  });
});

describe('growthPlot', () => {
  it('has a point for each contestant in both panels', () => {
    const svg = growthPlot(result);
    expect(svg.match(/<circle/g)).toHaveLength(6);
    expect(svg).toContain('>830</text>');
  });
});

describe('figures', () => {
  it('have three digits that count', () => {
    expect([0, 0.01234, 1.5, 12.34, 999.6, 12_345].map(figure)).toEqual([
      '0',
      '0.0123',
      '1.50',
      '12.3',
      '1,000',
      '12,345',
    ]);
    expect(multiple(summarise([2, 3, 4]))).toBe('3.00× (2.50–3.50)');
  });

  it('have no range under three samples', () => {
    expect(multiple(summarise([2, 3]))).toBe('2.50×');
  });
});
