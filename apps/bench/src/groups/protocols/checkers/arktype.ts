import { type } from 'arktype';
import type { Checker } from '../checker.ts';

const Source = type({ stream: 'Function', name: 'string' });

export const arktypeAllows: Checker = {
  title: 'arktype allows',
  note: 'Its fast path, which compiles code; the number of parameters is not looked at.',
  passes: (value) => Source.allows(value),
};

export const arktypeParse: Checker = {
  title: 'arktype',
  note: 'Says what is wrong in any case.',
  passes: (value) => !(Source(value) instanceof type.errors),
};
