import type { Group, Task } from '../task.ts';

const checks = 100_000;

const contestants = [
  'ours-is',
  'ours-assert',
  'hand-written',
  'zod-loose-object',
  'zod-instanceof',
  'arktype-allows',
  'arktype',
  'valibot',
  'cpython.py',
];

const shared = {
  input: { checks },
  contestants,
  ours: 'ours-is',
  measures: [{ name: 'time', heading: 'ns a check', scale: 1e6 / checks }],
} satisfies Partial<Task>;

export const protocolsGroup: Group = {
  name: 'protocols',
  title: 'Protocols',
  about:
    'Is this object a source: has it a method stream of at most one parameter, and a name that is a string?',
  peers: ['zod', 'arktype', 'valibot'],
  tasks: [
    {
      name: 'conforming',
      title: 'Objects that conform',
      about: 'One hundred thousand checks of a thousand instances of a class that has both.',
      ...shared,
    },
    {
      name: 'failing',
      title: 'Objects that fall short',
      about: 'The same of a class whose method is called steam.',
      ...shared,
    },
  ],
};
