import { describe, expect, it } from 'vitest';
import { figure, multiple } from '../src/report/format.ts';
import { growthPlot } from '../src/report/growth-plot.ts';
import { headlinesAsText } from '../src/report/headlines.ts';
import { standing } from '../src/report/standing.ts';
import { tableAsMarkdown, tableAsText, tableOf } from '../src/report/table.ts';
import { resultOf } from '../src/results.ts';
import type { Samples } from '../src/run/run-task.ts';
import { summarise } from '../src/statistics.ts';
import type { Task } from '../src/task.ts';

const task: Task = {
  name: 'sum',
  title: 'Sum',
  about: 'Numbers are added up.',
  input: {},
  contestants: ['ours', 'loop', 'peer', 'absent'],
  ours: 'ours',
  measures: [{ name: 'time', heading: 'ns a record', scale: 10 }],
};

const samples = (id: string, ...time: (number | undefined)[]): Samples => ({
  id,
  title: id,
  note: undefined,
  measures: { time },
});

const result = resultOf(task, [
  samples('ours', 2, 4, 6),
  samples('loop', 1, 2, 3),
  samples('peer', 40, undefined, 126),
]);

describe('resultOf', () => {
  it('scales medians to the unit of the heading, and compares turn by turn', () => {
    expect(result.ours?.measures.time?.median).toBe(40);
    expect(result.peer?.timesOurs).toEqual({ median: 20.5, lower: 20.25, upper: 20.75, samples: 2 });
  });

  it('refuses a run without ours', () => {
    expect(() => resultOf(task, [samples('peer', 1)])).toThrow('Nothing was measured of ours in sum');
  });
});

describe('tables', () => {
  it('have a row for each contestant that was there, in the order of the task', () => {
    expect(tableAsText(tableOf(task, result))).toBe(
      [
        '        ns a record  ns a record as a multiple of ours\n',
        '  ours         40.0                                  1\n',
        '  loop         20.0               0.500× (0.500–0.500)\n',
        '  peer          830                  20.5× (20.3–20.8)\n',
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
  it('names who is ahead of ours', () => {
    expect(standing(task, result)).toBe('Ahead of ours: loop (0.500×).');
  });

  it('names who is level with ours', () => {
    const level = resultOf(task, [samples('ours', 100), samples('peer', 95)]);
    expect(standing(task, level)).toBe('Level with ours: peer (0.950×).');
  });
});

describe('headlines', () => {
  it('say whether the claim holds, and by how much', () => {
    const headline = {
      claim: 'ours is fast',
      peer: 'RxJS',
      ratio: summarise([4]),
      floor: 5,
      goal: 10,
      holds: false,
    };
    expect(headlinesAsText([headline])).toBe(
      '\nHeadlines\n\n  ✗ ours is fast\n    4.00× (4.00–4.00) (RxJS); at least 5.00×, goal 10.0× (not reached)',
    );
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
});
