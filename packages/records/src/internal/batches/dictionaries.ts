import { Dictionary } from '../../dictionary.ts';
import { RecordError } from '../../errors.ts';
import type { Column } from '../columns/column.ts';

/** Gives each dictionary column the stream's dictionary, or a fresh one. */
export function giveDictionaries(
  columns: readonly Column[],
  dictionaries: { readonly [name: string]: Dictionary } | undefined,
): void {
  for (const column of columns) {
    if (column.kind === 'dictionary' && column.dictionary === undefined) {
      column.dictionary =
        dictionaries === undefined ? new Dictionary(column.field.limit) : given(column, dictionaries);
    }
  }
}

function given(column: Column, dictionaries: { readonly [name: string]: Dictionary }): Dictionary {
  const limit = column.field.limit ?? 0;
  const dictionary = dictionaries[column.name] ?? new Dictionary(limit);
  if (dictionary.limit <= limit) return dictionary;
  throw new RecordError(
    'invalid-argument',
    `${column.name}: expected a dictionary of at most ${limit} texts, got one of ${dictionary.limit}; make it with the type's dictionaries()`,
  );
}
