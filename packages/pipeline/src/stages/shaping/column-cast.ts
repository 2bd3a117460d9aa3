import { Dictionary, type RowNumbers, type WritableColumn } from '@pipe/records';
import type { AnyBatch } from '../../any-record.ts';
import { openColumn } from '../../internal/added-field.ts';
import { isMissing, valuesOf } from '../../internal/key-slots.ts';
import { rowsInPlay } from '../../internal/rows-in-play.ts';
import { type CastKind, holds } from './cast-kinds.ts';
import { CastReader } from './cast-reader.ts';

/** Told of a row whose value cannot be cast, and why. */
type Refuse = (row: number, why: string) => void;

/** Casts one field of batch after batch. */
export interface ColumnCast {
  /** The dictionary that the field's texts have from now on. */
  readonly dictionary: Dictionary | undefined;
  /** Reads the rows in play, and refuses those whose value cannot be cast. */
  read(batch: AnyBatch, refuse: Refuse): void;
  /** Writes what was read to the field of its new kind. */
  write(source: AnyBatch, target: AnyBatch): void;
}

/** A cast of one field. */
export function columnCast(field: string, kind: CastKind, isRounded: boolean): ColumnCast {
  return kind === 'dictionary' ? new TextCast(field) : new NumberCast(field, kind, isRounded);
}

class NumberCast implements ColumnCast {
  readonly dictionary = undefined;
  readonly #field: string;
  readonly #kind: Exclude<CastKind, 'dictionary'>;
  readonly #isRounded: boolean;
  readonly #reader: CastReader;
  #numbers: Float64Array = new Float64Array(0);
  #room = new Float64Array(0);

  constructor(field: string, kind: Exclude<CastKind, 'dictionary'>, isRounded: boolean) {
    this.#field = field;
    this.#kind = kind;
    this.#isRounded = isRounded && holds(kind).isWhole;
    this.#reader = new CastReader(field);
  }

  read(batch: AnyBatch, refuse: Refuse): void {
    const numbers = this.#reader.numbers(batch);
    this.#numbers = this.#isRounded ? this.#rounded(numbers, batch.length) : numbers;
    const { least, most, isWhole, takesNonFinite } = holds(this.#kind);
    const isFloat = batch.type.fields[this.#field].kind.startsWith('float');
    const { validity } = valuesOf(batch, this.#field);
    const rows = rowsInPlay(batch);
    const { selected } = batch;
    for (let i = 0; i < selected; i += 1) {
      i = skipHeld(this.#numbers, rows, least, most, isWhole, i, selected);
      if (i === selected) break;
      const row = rows[i];
      if (validity !== undefined && isMissing(validity, row)) continue;
      if (takesNonFinite && isFloat && !Number.isFinite(this.#numbers[row])) continue;
      refuse(row, `'${this.#field}' is no ${this.#kind}: it was ${this.#reader.texts(batch)(row)}`);
    }
  }

  write(source: AnyBatch, target: AnyBatch): void {
    const { validity } = valuesOf(source, this.#field);
    const column: WritableColumn = openColumn(target, this.#field, validity);
    (column.values as Float64Array).set(this.#numbers.subarray(0, source.length));
  }

  #rounded(numbers: Float64Array, count: number): Float64Array {
    if (this.#room.length < count) this.#room = new Float64Array(count);
    for (let row = 0; row < count; row += 1) this.#room[row] = Math.round(numbers[row]);
    return this.#room;
  }
}

class TextCast implements ColumnCast {
  readonly dictionary = new Dictionary();
  readonly #field: string;
  readonly #reader: CastReader;
  #codes = new Uint16Array(0);

  constructor(field: string) {
    this.#field = field;
    this.#reader = new CastReader(field);
  }

  read(batch: AnyBatch, refuse: Refuse): void {
    const text = this.#reader.texts(batch);
    const { validity } = valuesOf(batch, this.#field);
    const rows = rowsInPlay(batch);
    // Anew each time: rows that have no text are to have a code that there is.
    this.#codes = new Uint16Array(batch.length);
    for (let i = 0; i < batch.selected; i += 1) {
      const row = rows[i];
      if (validity !== undefined && isMissing(validity, row)) continue;
      const code = this.dictionary.tryEncode(text(row));
      if (code < 0) {
        refuse(row, `'${this.#field}' finds no room in its dictionary of ${this.dictionary.limit} texts`);
      } else this.#codes[row] = code;
    }
  }

  write(source: AnyBatch, target: AnyBatch): void {
    const column = openColumn(target, this.#field, valuesOf(source, this.#field).validity);
    (column.values as Uint16Array).set(this.#codes);
  }
}

/**
 * The first row, from the `start`-th on, whose number is not within the limits, or not whole where it has to be.
 *
 * A function of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
 */
function skipHeld(
  numbers: Float64Array,
  rows: RowNumbers,
  least: number,
  most: number,
  isWhole: boolean,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const number = numbers[rows[i]];
    if (!(number >= least && number <= most)) break;
    if (isWhole && Math.floor(number) !== number) break;
  }
  return i;
}
