import { z } from 'zod';
import type { Checker } from '../checker.ts';
import { Readings } from '../source.ts';

const isMethod = (value: unknown) => typeof value === 'function' && value.length <= 1;

const Source = z.looseObject({ stream: z.custom(isMethod), name: z.string() });

const SourceInstance = z.instanceof(Readings);

export const zodLooseObject: Checker = {
  title: 'zod looseObject',
  note: 'By members; safeParse, which gives a copy. It says what is wrong in any case.',
  passes: (value) => Source.safeParse(value).success,
};

export const zodInstanceof: Checker = {
  title: 'zod instanceof',
  note: 'By class alone: an unrelated object with the same members does not pass.',
  passes: (value) => SourceInstance.safeParse(value).success,
};
