import type { Group } from '../task.ts';

const writes = 1_000_000;
const entries = 100_000;
const durable = 1_000;

export const auditGroup: Group = {
  name: 'audit',
  title: 'Audited attributes',
  about: 'What it costs to log every assignment to an attribute, and to keep the log.',
  peers: ['mobx', 'on-change'],
  tasks: [
    {
      name: 'writes',
      title: 'Writes',
      about:
        'One million assignments of numbers to one attribute. Those that log keep the newest 4,096 entries, each with attribute, old and new value and time; the answer is the last entry of the log.',
      input: { writes },
      contestants: [
        'ours',
        'ours-skip-unchanged',
        'ours-off',
        'plain',
        'plain-and-clock',
        'event-objects',
        'mobx',
        'on-change',
      ],
      ours: 'ours',
      measures: [{ name: 'time', heading: 'ns a write', scale: 1e6 / writes }],
    },
    {
      name: 'kept',
      title: 'Kept entries',
      about: 'One hundred thousand entries are written, kept and read through.',
      input: { writes: entries },
      contestants: ['ours', 'event-objects'],
      ours: 'ours',
      measures: [
        { name: 'bytes', heading: 'bytes an entry', scale: 1 / entries },
        { name: 'scan', heading: 'reading, ns an entry', scale: 1e6 / entries },
      ],
    },
    {
      name: 'trail',
      title: 'Durable trail',
      about:
        'One thousand assignments are written to a hash-chained file, under three policies of syncing it to the disk.',
      input: { writes: durable },
      contestants: ['never', 'interval', 'every', 'json-lines'],
      ours: 'never',
      measures: [{ name: 'time', heading: 'µs a write', scale: 1e3 / durable }],
    },
  ],
};
