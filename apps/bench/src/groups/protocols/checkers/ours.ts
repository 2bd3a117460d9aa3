import { isString, method, property, protocol } from '@pipe/protocols';
import type { Checker } from '../checker.ts';

const Source = protocol('Source', { stream: method({ arity: 1 }), name: property(isString) });

export const oursIs: Checker = {
  title: 'ours, is',
  note: 'Reads no getter; a class is judged once, an object’s own properties each time.',
  passes: (value) => Source.is(value),
};

export const oursAssert: Checker = {
  title: 'ours, assert',
  note: 'When it fails: every issue, with what was probably meant, in an error.',
  passes: (value) => {
    try {
      Source.assert(value);
      return true;
    } catch {
      return false;
    }
  },
};
