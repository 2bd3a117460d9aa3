import { checkRows } from '#checks';
import type { RecordType } from '../../types.ts';
import type { Column } from '../columns/column.ts';
import { TextColumn } from '../columns/text-column.ts';
import { coreOf, type RecordCore } from '../record-core.ts';
import { giveRowNumbers, type RowNumbers, takeRowNumbers } from './row-numbers.ts';

const smallestGrowth = 64;

/** Everything a batch consists of; the functions beside this file work on it, the public class is their face. */
export class BatchState {
  readonly type: RecordType;
  readonly core: RecordCore;
  readonly columns: Column[];
  capacity: number;
  readonly isSharedMemory: boolean;
  length = 0;
  /** How many rows are in play: the first `selected` of `rows`, or all `length` when there is no `rows`. */
  selected = 0;
  rows: RowNumbers | undefined = undefined;
  origin: Uint32Array | undefined = undefined;
  /** Whether another batch may read the same columns; each column knows for certain. */
  mayBeShared = false;
  /** What became of the batch, once it is nobody's. */
  end: 'released' | 'handed over' | undefined = undefined;
  #trimmed: RowNumbers | undefined = undefined;

  constructor(type: RecordType, columns: Column[], capacity: number, isSharedMemory: boolean) {
    this.type = type;
    this.core = coreOf(type);
    this.columns = columns;
    this.capacity = capacity;
    this.isSharedMemory = isSharedMemory;
  }

  /** The rows in play, trimmed; undefined means all. */
  get selection(): RowNumbers | undefined {
    if (this.rows === undefined) return undefined;
    if (this.#trimmed?.length !== this.selected) this.#trimmed = this.rows.subarray(0, this.selected);
    return this.#trimmed;
  }

  /** The row number of the index-th row in play. */
  rowAt(index: number): number {
    return this.rows === undefined ? index : this.rows[index];
  }

  /** Puts the first `count` of `rows` in play; the array becomes the batch's own. */
  setRows(rows: RowNumbers, count: number): void {
    if (this.rows !== undefined && this.rows !== rows) giveRowNumbers(this.rows);
    this.rows = rows;
    this.selected = count;
    this.#trimmed = undefined;
  }

  /** Puts the first `count` of `rows` in play; they are copied. */
  narrow(rows: RowNumbers, count: number): void {
    checkRows(this, rows, count);
    this.#copyRows(rows, count);
  }

  /** Makes the first `length` rows the batch's rows, all in play, as if a source had just made them. */
  setLength(length: number): void {
    for (const column of this.columns) if (column instanceof TextColumn) column.fillTo(length);
    this.#forgetRows();
    this.length = length;
    this.selected = length;
    this.origin = undefined;
  }

  /** Takes over the rows of another batch, with the same of them in play. */
  moveRows(other: BatchState): void {
    this.#countAs(other);
    this.rows = other.rows;
    other.rows = undefined;
  }

  /** Another batch over the same columns, with the same rows in play. */
  fork(): BatchState {
    const fork = new BatchState(this.type, this.columns.slice(), this.capacity, this.isSharedMemory);
    for (const column of this.columns) column.readers += 1;
    fork.#countAs(this);
    if (this.rows !== undefined) fork.#copyRows(this.rows, this.selected);
    fork.mayBeShared = true;
    this.mayBeShared = true;
    return fork;
  }

  /** A column nobody else reads, at its full capacity. */
  ownColumn(position: number): Column {
    const column = this.columns[position];
    return column.isShared ? this.replaceColumn(position, this.length) : column;
  }

  /** Puts a copy in a column's place: of its first `count` rows, or of those named. */
  replaceColumn(position: number, count: number, rows?: RowNumbers): Column {
    const column = this.columns[position];
    const [own] = this.core.layouts[position].acquire(this.capacity, this.isSharedMemory);
    own.copyFrom(column, count, rows);
    column.release();
    this.columns[position] = own;
    return own;
  }

  /** Moves all columns into new memory: the first `count` rows, or those named. */
  rebuild(capacity: number, count: number, rows?: RowNumbers): void {
    const columns = this.core.layout.acquire(capacity, this.isSharedMemory);
    for (const [position, column] of this.columns.entries()) {
      columns[position].copyFrom(column, count, rows);
      column.release();
      this.columns[position] = columns[position];
    }
    this.capacity = capacity;
    this.mayBeShared = false;
  }

  /** Makes room for `rows` more, in columns nobody else reads. */
  beforeAppend(rows: number): void {
    if (this.length + rows > this.capacity) this.#grow(this.length + rows);
    else if (this.mayBeShared) {
      for (const position of this.columns.keys()) this.ownColumn(position);
      this.mayBeShared = false;
    }
  }

  /** Counts `rows` rows written behind the last one, and puts them in play. */
  afterAppend(rows: number): void {
    if (this.rows === undefined) {
      this.selected += rows;
    } else {
      for (let row = this.length; row < this.length + rows; row++) this.rows[this.selected++] = row;
      this.#trimmed = undefined;
    }
    this.length += rows;
    this.origin = undefined;
  }

  /** Undoes what a refused append may have written behind the last row. */
  forget(rows: number): void {
    for (const column of this.columns) {
      if (column.validity === undefined) continue;
      for (let row = this.length; row < this.length + rows; row++) column.setValid(row);
    }
  }

  release(): void {
    this.endAs('released');
    for (const column of this.columns) column.release();
  }

  /** Makes the batch nobody's; its columns are others' to care for. */
  endAs(end: 'released' | 'handed over'): void {
    this.end = end;
    this.#forgetRows();
  }

  #grow(needed: number): void {
    const { rows, selected } = this;
    this.rebuild(Math.max(needed, this.capacity * 2, smallestGrowth), this.length);
    if (rows !== undefined) this.#copyRows(rows, selected);
  }

  #countAs({ length, selected, origin }: BatchState): void {
    this.length = length;
    this.selected = selected;
    this.origin = origin;
  }

  #copyRows(rows: RowNumbers, count: number): void {
    const own = this.rows?.length === this.capacity ? this.rows : takeRowNumbers(this.capacity);
    own.set(count === rows.length ? rows : rows.subarray(0, count));
    this.setRows(own, count);
  }

  #forgetRows(): void {
    if (this.rows !== undefined) giveRowNumbers(this.rows);
    this.rows = undefined;
    this.#trimmed = undefined;
  }
}
