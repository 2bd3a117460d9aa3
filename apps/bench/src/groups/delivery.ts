import type { Group } from '../task.ts';

const records = 1_000_000;
const times = 100;

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
        'One hundred million readings (a million in memory, a hundred times over) go through a threshold and a rolling mean of 16 per sensor, whose windows are part of each checkpoint.',
      input: { records, times },
      contestants: ['none', 'at-least-once', 'effectively-once'],
      ours: 'none',
      measures: [{ name: 'time', heading: 'ns a record', scale: 1e6 / (records * times) }],
    },
  ],
};
