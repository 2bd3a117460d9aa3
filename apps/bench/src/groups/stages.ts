import type { Group, Measure } from '../task.ts';

const records = 1_000_000;

const measures: readonly Measure[] = [{ name: 'time', heading: 'ns a record', scale: 1e6 / records }];

const input = { records };

export const stagesGroup: Group = {
  name: 'stages',
  title: 'Stages',
  about:
    'One million readings of 100 sensors in memory go through a few steps, and what comes out is counted and added up.',
  tasks: [
    {
      name: 'rolling',
      title: 'Threshold → normalize → rolling mean of 16 per sensor',
      about:
        'Values above 25 (three quarters of them) are normalised to their range and averaged over the last 16 of their sensor. Each contestant starts from the data in its own natural form, made beforehand.',
      input,
      contestants: [
        'our-columns',
        'our-rows',
        'loop-columns',
        'loop-rows',
        'arrays',
        'rxjs',
        'ix-iterable',
        'ix-asynciterable',
        'effect-items',
        'effect-chunks',
        'node-streams',
        'async-generators',
        'async-generators-chunks',
        'duckdb',
        'polars',
      ],
      ours: 'our-columns',
      measures,
    },
  ],
};
