import * as v from 'valibot';
import type { Checker } from '../checker.ts';

const Source = v.looseObject({ stream: v.function(), name: v.string() });

export const valibotIs: Checker = {
  title: 'valibot is',
  note: 'The number of parameters is not looked at.',
  passes: (value) => v.is(Source, value),
};
