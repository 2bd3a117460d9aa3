import { type Dictionary, defineRecord, type Fields, type WritableColumn } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../any-record.ts';
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

/** The dictionaries of some fields under their new names, for a batch that is to have their codes. */
export function dictionariesAs(
  source: AnyBatch,
  names: readonly (readonly [from: string, to: string])[],
): { readonly [field: string]: Dictionary } {
  const texts = names.filter(([from]) => source.type.fields[from].kind === 'dictionary');
  return Object.fromEntries(texts.map(([from, to]) => [to, source.dictionary(from)]));
}

const loosened = new WeakMap<AnyRecordType, AnyRecordType>();

/**
 * The same rows as records of another type, whose further fields `fill` writes. The batch that is handed in is used up.
 *
 * @param dictionaries - Of the further dictionary fields. They get no text but what is written, and may be full.
 */
export function addFields(
  batch: AnyBatch,
  type: AnyRecordType,
  dictionaries: { readonly [field: string]: Dictionary },
  fill: (result: AnyBatch) => void,
): AnyBatch {
  const loose = loosened.get(type) ?? loosen(type, Object.keys(dictionaries));
  loosened.set(type, loose);
  const result = batch.as(loose, { dictionaries });
  fill(result);
  return loose === type ? result : result.as(type);
}

/** Text that is required is at first the empty one, for which there may be no room; text that may be null is not. */
function loosen(type: AnyRecordType, names: readonly string[]): AnyRecordType {
  const fields: Fields = type.fields;
  const required = names.filter((name) => !fields[name].isNullable);
  if (required.length === 0) return type;
  const nullable = required.map((name) => [name, fields[name].nullable()]);
  return defineRecord(type.name, { ...fields, ...Object.fromEntries(nullable) });
}
