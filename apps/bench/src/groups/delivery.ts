import type { Group } from '../task.ts';

const records = 1_000_000;
const times = 200;

export const deliveryGroup: Group = {
  name: 'delivery',
  title: 'Delivery',
  about: 'What a guarantee costs: the same run without one, and with checkpoints every second.',
  peers: [],
  tasks: [
    {
      name: 'guarantees',
      title: 'The same run under three guarantees',
      about:
        'Two hundred million readings (a million in memory, two hundred times over) go through a threshold and a rolling mean of 16 per sensor, whose windows are part of each checkpoint. What differs by less than the range beside it, or by a few per cent either way, is noise: a run with checkpoints does all that one without does.',
      input: { records, times },
      contestants: ['none', 'at-least-once', 'effectively-once'],
      ours: 'none',
      effort: { turns: 10, budgetMs: 120_000 },
      measures: [{ name: 'time', heading: 'ns a record', scale: 1e6 / (records * times) }],
    },
  ],
};
