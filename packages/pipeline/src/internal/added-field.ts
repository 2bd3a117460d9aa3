import { type Field, field, type WritableColumn } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../any-record.ts';

/** A nullable number that a stage writes for each record. */
export type NumberInto<Into extends string> = {
  readonly [Name in Into]: Field<number, 'float64', true, true>;
};

/** A column of numbers at full capacity, open for writing. */
export type NumberColumn = WritableColumn<'float64'>;

/** By the type without the field and the field's name: a type is made once, however many checks and runs ask for it. */
const extendedTypes = new WeakMap<AnyRecordType, Map<string, AnyRecordType>>();

/** A nullable number that a stage writes for each record: a field added to the records that lack it. */
export class AddedField {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * The type of records that have the field: `input` itself where it is there.
   *
   * @throws TypeError when there is a field of that name which cannot take what the stage writes.
   */
  typeOf(input: AnyRecordType): AnyRecordType {
    const present = input.fields[this.#name];
    if (!present) return extended(input, this.#name);
    if (present.kind === 'float64' && present.isNullable) return input;
    throw new TypeError(
      `it writes the field '${this.#name}', which must be a nullable float64, or not there yet; it is ` +
        `${present.isNullable ? 'a nullable' : 'a required'} ${present.kind}`,
    );
  }

  /** The same rows with the field. The batch that is handed in is used up. */
  addTo(batch: AnyBatch): AnyBatch {
    const type = this.typeOf(batch.type);
    return type === batch.type ? batch : batch.as(type);
  }
}

function extended(input: AnyRecordType, name: string): AnyRecordType {
  const types = extendedTypes.get(input) ?? new Map<string, AnyRecordType>();
  const known = types.get(name);
  if (known) return known;
  const type = input.extend(input.name, { [name]: field.float64().nullable() });
  extendedTypes.set(input, types.set(name, type));
  return type;
}

/**
 * The column of a field, to be written for every row that has a number in another field: those that have none there, as
 * `validity` says, are null in it.
 */
export function openNumbers(batch: AnyBatch, name: string, validity: Uint8Array | undefined): NumberColumn {
  return openColumn(batch, name, validity) as NumberColumn;
}

/** {@link openNumbers} for a column of any kind. */
export function openColumn(batch: AnyBatch, field: string, validity: Uint8Array | undefined): WritableColumn {
  const column: WritableColumn = batch.writable(field);
  if (validity === undefined) {
    column.setAllValid();
    return column;
  }
  // Written in place, the column has the right nulls already, in the very memory that says which.
  if (isSameMemory(bitmapOf(batch, field), validity)) return column;
  column.setAllNull();
  bitmapOf(batch, field)?.set(validity);
  return column;
}

function isSameMemory(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one?.buffer === other.buffer && one.byteOffset === other.byteOffset;
}

function bitmapOf(batch: AnyBatch, field: string): Uint8Array | undefined {
  return (batch.column(field) as { readonly validity: Uint8Array | undefined }).validity;
}
