import type { WritableColumn } from '@pipe/records';
import type { AnyBatch } from '../any-record.ts';
import { openColumn } from './added-field.ts';
import { valuesOf } from './key-slots.ts';

interface Texts {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

/** Copies a column, nulls included, to one of the same kind and dictionary in a batch of as many rows. */
export function copyColumn(source: AnyBatch, from: string, target: AnyBatch, to: string): void {
  const { values, validity } = valuesOf<Uint8Array>(source, from);
  const column = openColumn(target, to, validity);
  if (column.kind === 'utf8') copyTexts(source.column(from) as unknown as Texts, source.length, column);
  // Of whatever kind of number: both are of the same.
  else (column.values as Uint8Array).set(values);
}

function copyTexts({ offsets, bytes }: Texts, rows: number, column: WritableColumn): void {
  for (let row = 0; row < rows; row += 1) column.setBytes(row, bytes, offsets[row], offsets[row + 1]);
}

/** The dictionary of a field under another name, for a batch that is to have its codes; none for other kinds. */
export function dictionaryAs(source: AnyBatch, from: string, to: string): object {
  return source.type.fields[from].kind === 'dictionary' ? { [to]: source.dictionary(from) } : {};
}
