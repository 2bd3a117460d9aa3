import type { Dictionary } from './dictionary.ts';
import { RecordError } from './errors.ts';
import type { Fields } from './field.ts';
import { appendColumns } from './internal/batches/append-columns.ts';
import { appendRow } from './internal/batches/append-row.ts';
import { BatchState } from './internal/batches/batch-state.ts';
import { compact } from './internal/batches/compact.ts';
import { giveDictionaries } from './internal/batches/dictionaries.ts';
import { project } from './internal/batches/project.ts';
import { makeRowNumbers, type RowNumbers } from './internal/batches/row-numbers.ts';
import { viewColumn } from './internal/columns/view-column.ts';
import { isDevelopment } from './internal/development.ts';
import { coreOf } from './internal/record-core.ts';
import { nearMiss } from './internal/rows/near-miss.ts';
import { rowFromColumns } from './internal/rows/row-class.ts';
import { RowIterator } from './internal/rows/row-cursor.ts';
import type {
  BatchOptions,
  ColumnOf,
  ColumnsInput,
  RecordInput,
  RecordType,
  Row,
  RowView,
  WritableColumn,
} from './types.ts';

const defaultCapacity = 2_048;
const mostRows = 2 ** 31 - 1;

/** The state of a batch, for the functions of this package that are not its methods. */
export let stateOf: (batch: RecordBatch) => BatchState;

/**
 * Many records of one type, as one column per field in one contiguous buffer, with a selection of the rows in play.
 *
 * A batch has one owner at a time. Filtering moves nothing: it shortens the selection. Columns are those of all rows.
 */
export class RecordBatch<F extends Fields = Fields> {
  readonly #state: BatchState;

  static {
    stateOf = (batch) => batch.#live();
  }

  /** Rather call `batch()` of a record type. */
  constructor(
    type: RecordType<F>,
    capacity: number = defaultCapacity,
    options: BatchOptions<F> = {},
    state?: BatchState,
  ) {
    this.#state =
      state ?? freshState(type as unknown as RecordType, capacity, options as BatchOptions<Fields>);
  }

  get type(): RecordType<F> {
    return this.#state.type as unknown as RecordType<F>;
  }

  /** Rows there is room for. */
  get capacity(): number {
    return this.#state.capacity;
  }

  /** Rows, whether in play or not. */
  get length(): number {
    return this.#state.length;
  }

  /** Rows in play. */
  get selected(): number {
    return this.#state.selected;
  }

  /** The numbers of the rows in play, ascending; undefined when all are. */
  get selection(): RowNumbers | undefined {
    return this.#live().selection();
  }

  /** For each row, its number in the batch as the source made it; undefined when it is the same. */
  get origin(): Uint32Array | undefined {
    const { origin, length } = this.#live();
    return origin === undefined || origin.length === length ? origin : origin.subarray(0, length);
  }

  /** Bytes of all buffers the batch keeps alive, its dictionaries apart. */
  get byteLength(): number {
    const { columns, rows, origin } = this.#live();
    const buffers = new Set<ArrayBufferLike>();
    for (const column of columns) for (const buffer of column.buffers()) buffers.add(buffer);
    if (rows !== undefined) buffers.add(rows.buffer);
    if (origin !== undefined) buffers.add(origin.buffer);
    let bytes = 0;
    for (const buffer of buffers) bytes += buffer.byteLength;
    return bytes;
  }

  /**
   * Adds one record, checked. Beyond the capacity the batch doubles it.
   *
   * @throws RecordError with every issue, each naming field and value; the batch is then as it was.
   */
  append(row: RecordInput<F>): this {
    const state = this.#live();
    state.beforeAppend(1);
    appendRow(state, row as { readonly [name: string]: unknown });
    state.afterAppend(1);
    return this;
  }

  /**
   * Adds many records given as columns of one length: what `column` gives, codes with their dictionary, or arrays of
   * what rows hold. Values are checked where the column's type does not already say that they fit.
   *
   * @throws RecordError naming the first value at fault; the batch is then as it was.
   */
  appendColumns(columns: ColumnsInput<F>): this {
    appendColumns(this.#live(), columns as { readonly [name: string]: unknown });
    return this;
  }

  /** A field's values for all rows: a typed array over the batch's own memory, with its validity if the field is nullable. */
  column<K extends keyof F & string>(name: K): ColumnOf<F[K]> {
    const state = this.#live();
    return viewColumn(state.columns[this.#position(name)], state.length) as ColumnOf<F[K]>;
  }

  /** Where the texts of a dictionary field's codes are. */
  dictionary(name: keyof F & string): Dictionary {
    const { dictionary, kind } = this.#live().columns[this.#position(name)];
    if (dictionary !== undefined) return dictionary;
    throw new RecordError(
      'invalid-argument',
      `${name} has no dictionary: it is ${kind}; read it with column('${name}')`,
    );
  }

  /** A field's storage at full capacity, to be written to; a column that other batches read is copied first. */
  writable<K extends keyof F & string>(name: K): WritableColumn<F[K]['kind']> {
    return this.#live().ownColumn(this.#position(name)) as unknown as WritableColumn<F[K]['kind']>;
  }

  /** Makes the first `rows` rows of the storage the batch's rows, all in play. */
  setLength(rows: number): this {
    const state = this.#live();
    if (!Number.isInteger(rows) || rows < 0 || rows > state.capacity) {
      throw new RecordError(
        'invalid-argument',
        `setLength: expected rows from 0 to the capacity ${state.capacity}, got ${rows}`,
      );
    }
    state.setLength(rows);
    return this;
  }

  /** Takes the rows out of play for which the predicate is false. */
  select(predicate: (row: RowView<F>, index: number) => boolean): this {
    const state = this.#live();
    const rows = makeRowNumbers(state.capacity);
    let kept = 0;
    let index = 0;
    for (const view of this) {
      const row = state.rowAt(index);
      if (predicate(view, index)) {
        rows[kept] = row;
        kept += 1;
      }
      index += 1;
    }
    state.setRows(rows, kept);
    return this;
  }

  /** Leaves the first `count` of `rows` in play: ascending row numbers, each of them in play. They are copied. */
  narrow(rows: RowNumbers, count: number): this {
    const state = this.#live();
    state.narrow(rows, count);
    return this;
  }

  isNull(name: keyof F & string, row: number): boolean {
    return this.#live().columns[this.#position(name)].isNull(row);
  }

  /** The index-th row in play, as a sealed record of its own. */
  at(index: number): Row<F> {
    const state = this.#live();
    if (!Number.isInteger(index) || index < 0 || index >= state.selected) {
      throw new RecordError(
        'invalid-argument',
        `at: expected an index from 0 to ${state.selected - 1}, got ${index}`,
      );
    }
    return rowFromColumns(state.type, state.core, state.columns, state.rowAt(index)) as Row<F>;
  }

  /** The rows in play through one reused view, good until the loop moves on. */
  [Symbol.iterator](): IterableIterator<RowView<F>> {
    return new RowIterator(this.#live()) as unknown as IterableIterator<RowView<F>>;
  }

  /** The rows in play, as sealed records of their own. */
  toRows(): Row<F>[] {
    const state = this.#live();
    const rows: Row<F>[] = [];
    for (let index = 0; index < state.selected; index++) {
      rows.push(rowFromColumns(state.type, state.core, state.columns, state.rowAt(index)) as Row<F>);
    }
    return rows;
  }

  /** Moves the rows in play together and forgets the others; `origin` says where they were. */
  compact(): this {
    compact(this.#live());
    return this;
  }

  /** A batch of its own selection over the same columns, which are copied only when one of them is written to. */
  fork(): RecordBatch<F> {
    const fork = this.#live().fork();
    return new RecordBatch(this.type, fork.capacity, {}, fork);
  }

  /**
   * The same rows as records of another type: fields of the same name and layout are shared, further ones added
   * (their default, or null, or zero) and the others dropped. This batch is used up.
   *
   * @throws RecordError `schema-mismatch` when a field of the same name has another layout.
   */
  as<G extends Fields>(type: RecordType<G>, options: BatchOptions<G> = {}): RecordBatch<G> {
    const state = this.#live();
    const projected = project(state, type as unknown as RecordType, options as BatchOptions<Fields>);
    state.released = 'handed over';
    return new RecordBatch(type, projected.capacity, {}, projected);
  }

  /** Gives the memory back. In development any later use throws, and columns held on to become empty. */
  release(): void {
    const state = this.#state;
    if (state.released !== undefined) return;
    state.released = 'released';
    for (const column of state.columns) column.release();
  }

  #live(): BatchState {
    if (isDevelopment && this.#state.released !== undefined) {
      throw new RecordError(
        'released',
        `This batch of ${this.#state.type.name} was ${this.#state.released} and is no longer yours; fork() it before, to keep it`,
      );
    }
    return this.#state;
  }

  #position(name: string): number {
    const { core, type } = this.#state;
    const position = core.positions.get(name);
    if (position !== undefined) return position;
    const meant = nearMiss(name, core.names);
    const hint = meant === undefined ? `its fields are ${core.names.join(', ')}` : `did you mean ${meant}?`;
    throw new RecordError('unknown-field', `${type.name} has no field ${name}; ${hint}`);
  }
}

function freshState(
  type: RecordType,
  capacity: number,
  { shared = false, dictionaries }: BatchOptions<Fields>,
): BatchState {
  if (!Number.isInteger(capacity) || capacity < 0 || capacity > mostRows) {
    throw new RecordError(
      'invalid-argument',
      `${type.name}.batch: expected a capacity from 0 to ${mostRows} rows, got ${capacity}`,
    );
  }
  const state = new BatchState(type, coreOf(type).layout.acquire(capacity, shared), capacity, shared);
  giveDictionaries(state.columns, dictionaries);
  return state;
}
