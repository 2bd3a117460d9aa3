import type { Checker } from '../checker.ts';

export const handWritten: Checker = {
  title: 'written by hand',
  note: 'Reads the properties: a getter would be run.',
  passes: (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const { stream, name } = value as { stream?: unknown; name?: unknown };
    return typeof stream === 'function' && stream.length <= 1 && typeof name === 'string';
  },
};
