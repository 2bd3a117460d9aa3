import type { Group } from '../task.ts';

export const growthGroup: Group = {
  name: 'growth',
  title: 'Growth',
  about: 'Whether a hundred times the records take a hundred times the time, and the same memory.',
  peers: [],
  tasks: [
    {
      name: 'records',
      title: 'One to one hundred million records',
      about:
        'Generated readings of 100 sensors go through a threshold and a rolling mean of 16 per sensor, and are counted. The time is that of a record, generating it included; the memory is the peak of a fresh process with one run.',
      input: {},
      contestants: ['1-million', '10-million', '100-million'],
      ours: '1-million',
      minMs: 2_000,
      effort: { turns: 5, budgetMs: 60_000 },
      plot: 'benchmarks-growth.svg',
      measures: [
        { name: 'time', heading: 'ns a record', scale: 1 },
        { name: 'peak', heading: 'peak memory, MiB', scale: 1 / 2 ** 20 },
      ],
    },
  ],
};
