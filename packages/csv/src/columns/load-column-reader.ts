import type { Field } from '@pipe/records';
import type { TimeOptions } from '../values/time-options.ts';
import type { CreateColumnReader } from './column-reader.ts';

type Loader = (time: TimeOptions) => Promise<CreateColumnReader>;

const wide: Loader = async () => (await import('./wide-column-reader.ts')).createReader;

const loaders: { readonly [kind: string]: Loader } = {
  timestamp: async (time) => (await import('./timestamp-column-reader.ts')).loadReader(time),
  dictionary: async () => (await import('./dictionary-column-reader.ts')).createReader,
  utf8: async () => (await import('./text-column-reader.ts')).createReader,
  bool: async () => (await import('./bool-column-reader.ts')).createReader,
  binary: async () => (await import('./binary-column-reader.ts')).createReader,
  int64: wide,
  uint64: wide,
};

const number: Loader = async () => (await import('./number-column-reader.ts')).createReader;

/** Loads what reads the fields of a kind: a program has the code of no kind that its records do without. */
export const loadColumnReader = ({ kind }: Field, time: TimeOptions): Promise<CreateColumnReader> =>
  (loaders[kind] ?? number)(time);
