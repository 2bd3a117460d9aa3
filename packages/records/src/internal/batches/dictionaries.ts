import { Dictionary } from '../../dictionary.ts';
import { checkWhole } from '../check-whole.ts';
import type { Column } from '../columns/column.ts';

/** Gives each dictionary column without one the stream's dictionary, or a fresh one. */
export function giveDictionaries(
  columns: readonly Column[],
  dictionaries: { readonly [name: string]: Dictionary } = {},
): void {
  for (const column of columns) {
    const { name, field } = column;
    if (field.limit === undefined) continue;
    column.dictionary ??= dictionaries[name] ?? new Dictionary(field.limit);
    checkWhole(`${name}: limit of the dictionary`, column.dictionary.limit, 1, field.limit);
  }
}
