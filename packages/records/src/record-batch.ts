import { checkOwned } from '#checks';
import { formatBatch } from '#format-batch';
import { RowReader } from '#row-reader';
import type { Dictionary } from './dictionary.ts';
import { RecordError } from './errors.ts';
import type { Fields } from './field.ts';
import { appendBatch, appendColumns } from './internal/batches/append-columns.ts';
import { appendRow } from './internal/batches/append-row.ts';
import { BatchState } from './internal/batches/batch-state.ts';
import { compact } from './internal/batches/compact.ts';
import { giveDictionaries } from './internal/batches/dictionaries.ts';
import { positionOf } from './internal/batches/position-of.ts';
import { project } from './internal/batches/project.ts';
import { type RowNumbers, takeRowNumbers } from './internal/batches/row-numbers.ts';
import { checkWhole } from './internal/check-whole.ts';
import type { Column } from './internal/columns/column.ts';
import { viewColumn } from './internal/columns/view-column.ts';
import { coreOf } from './internal/record-core.ts';
import { rowFromColumns } from './internal/rows/row-class.ts';
import type { BatchMessage } from './messages/batch-message.ts';
import { messageType } from './messages/message-type.ts';
import { readMessage, sealErrors } from './messages/read-message.ts';
import { writeMessage } from './messages/write-message.ts';
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

/** The state of a batch that is still somebody's, for the functions of this package that are not its methods. */
export let stateOf: (batch: RecordBatch) => BatchState;

/** The public face of a state. */
export let batchOf: (state: BatchState) => RecordBatch;

/**
 * Many records of one type, as one column per field in one contiguous buffer, with a selection of the rows in play.
 *
 * A batch has one owner at a time. Filtering moves nothing: it shortens the selection. Columns are those of all rows.
 */
export class RecordBatch<F extends Fields = Fields> {
  readonly #state: BatchState;

  static {
    stateOf = (batch) => batch.#live();
    batchOf = (state) => new RecordBatch(state);
  }

  private constructor(state: BatchState) {
    this.#state = state;
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
    return this.#live().selection;
  }

  /**
   * For each row, its number in the batch as the source made it; undefined when it is the same. Kept by whatever moves
   * rows, forgotten when rows are added.
   */
  get origin(): Uint32Array | undefined {
    const { origin, length } = this.#live();
    return origin?.subarray(0, length);
  }

  /** Bytes of all buffers the batch keeps alive, its dictionaries apart. */
  get byteLength(): number {
    const { columns, rows, origin } = this.#live();
    const buffers = new Set([...columns.flatMap((column) => column.buffers()), rows?.buffer, origin?.buffer]);
    return Array.from(buffers).reduce((sum, buffer) => sum + (buffer?.byteLength ?? 0), 0);
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
    return this;
  }

  /** Adds records one after the other, checked, up to the first that is refused: those before it are in. */
  appendRows(rows: Iterable<RecordInput<F>>): this {
    for (const row of rows) this.append(row);
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

  /**
   * Adds the rows in play of another batch of the same layout, which stays as it is.
   *
   * @throws RecordError `schema-mismatch`; `dictionary-full` when a text finds no room in this batch's dictionary.
   */
  appendBatch(batch: RecordBatch<F>): this {
    appendBatch(this.#live(), batch.#live());
    return this;
  }

  /** A field's values for all rows: a typed array over the batch's own memory, with its validity if the field is nullable. */
  column<K extends keyof F & string>(name: K): ColumnOf<F[K]> {
    const state = this.#live();
    return viewColumn(state.columns[positionOf(state, name)], state.length) as ColumnOf<F[K]>;
  }

  /** Where the texts of a dictionary field's codes are. */
  dictionary(name: keyof F & string): Dictionary {
    const { dictionary, kind } = this.#column(name);
    if (dictionary !== undefined) return dictionary;
    throw new RecordError('invalid-argument', `${name} has no dictionary: it is ${kind}`);
  }

  /** A field's storage at full capacity, to be written to; a column that other batches read is copied first. */
  writable<K extends keyof F & string>(name: K): WritableColumn<F[K]['kind']> {
    const state = this.#live();
    return state.ownColumn(positionOf(state, name)) as unknown as WritableColumn<F[K]['kind']>;
  }

  /** Makes the first `rows` rows of the storage the batch's rows, all in play. */
  setLength(rows: number): this {
    const state = this.#live();
    checkWhole('setLength: rows up to the capacity', rows, 0, state.capacity);
    state.setLength(rows);
    return this;
  }

  /** Takes the rows out of play for which the predicate is false. */
  select(predicate: (row: RowView<F>, index: number) => boolean): this {
    const state = this.#live();
    const rows = takeRowNumbers(state.capacity);
    let kept = 0;
    const reader = new RowReader(state);
    for (let index = 0; index < state.selected; index++) {
      const row = state.rowAt(index);
      if (predicate(reader.view(row) as unknown as RowView<F>, index)) rows[kept++] = row;
    }
    reader.end();
    state.setRows(rows, kept);
    return this;
  }

  /** Leaves the first `count` of `rows` in play: ascending row numbers, each of them in play. They are copied. */
  narrow(rows: RowNumbers, count: number): this {
    const state = this.#live();
    state.narrow(rows, count);
    return this;
  }

  /** Whether a row, by its physical number, has no value of the field. */
  isNull(name: keyof F & string, row: number): boolean {
    return this.#column(name).isNull(row);
  }

  /** The index-th row in play, as a sealed record of its own. */
  at(index: number): Row<F> {
    const state = this.#live();
    checkWhole('at: index of a row in play', index, 0, state.selected - 1);
    return rowFromColumns(state.type, state.core, state.columns, state.rowAt(index)) as Row<F>;
  }

  /** The rows in play through one reused view, good until the loop moves on. */
  [Symbol.iterator](): IterableIterator<RowView<F>> {
    return new RowReader(this.#live()) as unknown as IterableIterator<RowView<F>>;
  }

  /** The rows in play, as sealed records of their own. */
  toRows(): Row<F>[] {
    return Array.from({ length: this.#live().selected }, (_, index) => this.at(index));
  }

  /** Moves the rows in play together and forgets the others; `origin` says where they were. */
  compact(): this {
    compact(this.#live());
    return this;
  }

  /** A batch of its own selection over the same columns, which are copied only when one of them is written to. */
  fork(): RecordBatch<F> {
    return new RecordBatch<F>(this.#live().fork());
  }

  /**
   * The same rows as records of another type: fields of the same name and layout are shared, further ones added
   * (their default, or null, or zero, or empty text) and the others dropped. This batch is used up, unless it throws.
   *
   * @throws RecordError `schema-mismatch` when a field of the same name has another layout; `dictionary-full` when an
   *   added field's text finds no room.
   */
  as<G extends Fields>(type: RecordType<G>, options: BatchOptions<G> = {}): RecordBatch<G> {
    const state = this.#live();
    const projected = project(state, type as unknown as RecordType, options as BatchOptions<Fields>);
    state.endAs('handed over');
    return new RecordBatch<G>(projected);
  }

  /**
   * The batch as a message that stands by itself, for `postMessage(message, message.transfer)`: no column is copied
   * unless another batch reads it. This batch is used up.
   */
  toMessage(): BatchMessage {
    return writeMessage(this.#live());
  }

  /**
   * The batch of a message, over the message's own memory.
   *
   * @param type - What the message has to hold; without it, a type is made of what the message says it holds.
   * @throws RecordError `schema-mismatch`, or `malformed` for anything that is no whole message.
   */
  static fromMessage<F extends Fields = Fields>(message: BatchMessage, type?: RecordType<F>): RecordBatch<F> {
    return sealErrors(() => {
      const found = messageType(message, type as unknown as RecordType | undefined);
      return new RecordBatch<F>(readMessage(message, found));
    });
  }

  /** Gives the memory back. In development any later use throws, and columns held on to become empty. */
  release(): void {
    if (this.#state.end === undefined) this.#state.release();
  }

  /** A line about the batch; with a terminal, the first rows as a table. */
  toString(): string {
    return formatBatch(this.#state);
  }

  /** For Node's `console.log`, and others that follow it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  #column(name: string): Column {
    const state = this.#live();
    return state.columns[positionOf(state, name)];
  }

  #live(): BatchState {
    checkOwned(this.#state);
    return this.#state;
  }
}

/** An empty batch of a record type. */
export function createBatch(
  type: RecordType,
  capacity = defaultCapacity,
  { shared = false, dictionaries }: BatchOptions<Fields> = {},
): RecordBatch {
  checkWhole(`${type.name}.batch: capacity`, capacity, 0, mostRows);
  const columns = coreOf(type).layout.acquire(capacity, shared).slice();
  giveDictionaries(columns, dictionaries);
  return batchOf(new BatchState(type, columns, capacity, shared));
}
