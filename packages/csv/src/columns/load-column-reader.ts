import type { Field } from '@pipe/records';
import type { TimeOptions } from '../values/time-options.ts';
import type { ColumnParts, ColumnReader } from './column-reader.ts';

/** Makes the reader of a field, for one reading. */
export type CreateColumnReader = (parts: ColumnParts) => ColumnReader;

/** Loads what reads the fields of a kind: a program has the code of no kind that its records do without. */
export async function loadColumnReader(field: Field, time?: TimeOptions): Promise<CreateColumnReader> {
  if (field.kind === 'timestamp') {
    return (await import('./timestamp-column-reader.ts')).loadTimestampReader(time);
  }
  const Reader = await loadClass(field);
  return (parts) => new Reader(parts);
}

async function loadClass({ kind }: Field): Promise<new (parts: ColumnParts) => ColumnReader> {
  switch (kind) {
    case 'dictionary':
      return (await import('./dictionary-column-reader.ts')).DictionaryColumnReader;
    case 'utf8':
      return (await import('./text-column-reader.ts')).TextColumnReader;
    case 'bool':
      return (await import('./bool-column-reader.ts')).BoolColumnReader;
    case 'int64':
    case 'uint64':
      return (await import('./wide-column-reader.ts')).WideColumnReader;
    case 'binary':
      return (await import('./binary-column-reader.ts')).BinaryColumnReader;
    default:
      return (await import('./number-column-reader.ts')).NumberColumnReader;
  }
}
