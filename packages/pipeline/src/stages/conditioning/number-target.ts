import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { AddedField, type NumberColumn, type NumberInto, openNumbers } from '../../internal/added-field.ts';
import { type ReadsNumber, readsOf } from '../../internal/numeric-kinds.ts';
import type { Adding, Unchanged } from '../../output-type.ts';
import type { Reads } from '../../types.ts';

/** What a stage reads that writes a number into another field, or in place: then it has to be a double. */
export type ReadsInto<Name extends string, Into extends string> = [Into] extends [never]
  ? { readonly [Field in Name]: readonly ['float64'] }
  : ReadsNumber<Name>;

/** The record type of such a stage's output. */
export type WritesInto<Into extends string> = [Into] extends [never] ? Unchanged : Adding<NumberInto<Into>>;

/** The fields that such a stage reads. */
export function readsInto({ field, into, by, timestamp }: ReadIntoNames): Reads {
  const reads = readsOf<Reads>({ numbers: [field], key: by, time: timestamp });
  return into === undefined ? { ...reads, [field]: ['float64'] } : reads;
}

interface ReadIntoNames {
  readonly field: string;
  readonly into: string | undefined;
  readonly by: string | undefined;
  readonly timestamp: string | undefined;
}

/** Where a stage writes the number of a record: into a field that may have to be added, or where it was read. */
export class NumberTarget {
  readonly name: string;
  readonly isInPlace: boolean;
  readonly #added: AddedField | undefined;

  /** @param isNullable - Whether the stage may write null where there was a number. */
  constructor(field: string, into: string | undefined, isNullable: boolean) {
    this.name = into ?? field;
    this.isInPlace = this.name === field;
    this.#added = this.isInPlace && !isNullable ? undefined : new AddedField(this.name);
  }

  /**
   * The type of the records with the field.
   *
   * @throws TypeError when there is a field of that name which cannot take what the stage writes.
   */
  typeOf(input: AnyRecordType): AnyRecordType {
    return this.#added?.typeOf(input) ?? input;
  }

  /** The same rows with the field, nobody else reading it. The batch that is handed in is used up. */
  addTo(batch: AnyBatch): AnyBatch {
    const result = this.#added?.addTo(batch) ?? batch;
    // Written in place, the numbers are read from the copy that is written to.
    if (this.isInPlace) result.writable(this.name);
    return result;
  }

  /** The column that takes the results: null wherever there is no number, as `validity` says. */
  open(batch: AnyBatch, validity: Uint8Array | undefined): NumberColumn {
    return openNumbers(batch, this.name, validity);
  }
}
