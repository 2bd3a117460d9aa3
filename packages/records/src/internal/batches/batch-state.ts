import { RecordError } from '../../errors.ts';
import type { RecordType } from '../../types.ts';
import type { Column } from '../columns/column.ts';
import { Layout } from '../columns/layout.ts';
import { TextColumn } from '../columns/text-column.ts';
import { isDevelopment } from '../development.ts';
import { coreOf, type RecordCore } from '../record-core.ts';
import { makeRowNumbers, type RowNumbers } from './row-numbers.ts';

const smallestGrowth = 64;

/** Everything a batch consists of; the functions beside this file work on it, the public class is their face. */
export class BatchState {
  readonly type: RecordType;
  readonly core: RecordCore;
  readonly columns: Column[];
  capacity: number;
  readonly isSharedMemory: boolean;
  length = 0;
  /** Rows in play: the first `selected` of `rows`, or all when there is no `rows`. */
  selected = 0;
  rows: RowNumbers | undefined = undefined;
  origin: Uint32Array | undefined = undefined;
  /** Whether another batch may read the same columns. */
  mayBeShared = false;
  /** Counts up with each step of a loop over the batch, and at its end. */
  released: 'released' | 'handed over' | undefined = undefined;
  /** The trimmed view of `rows` last given out. */
  trimmed: RowNumbers | undefined = undefined;

  constructor(type: RecordType, columns: readonly Column[], capacity: number, isSharedMemory: boolean) {
    this.type = type;
    this.core = coreOf(type);
    this.columns = columns.slice();
    this.capacity = capacity;
    this.isSharedMemory = isSharedMemory;
  }

  /** Another batch over the same columns, with the same rows in play. */
  fork(): BatchState {
    const fork = new BatchState(this.type, this.columns, this.capacity, this.isSharedMemory);
    for (const column of this.columns) column.readers += 1;
    fork.length = this.length;
    fork.selected = this.selected;
    if (this.rows !== undefined) fork.rows = this.rows.slice();
    fork.origin = this.origin;
    fork.mayBeShared = true;
    this.mayBeShared = true;
    return fork;
  }

  /** The rows in play, trimmed; undefined means all. */
  selection(): RowNumbers | undefined {
    if (this.rows === undefined || this.trimmed?.length === this.selected) return this.trimmed;
    this.trimmed = this.rows.subarray(0, this.selected);
    return this.trimmed;
  }

  /** Makes the first `count` of `rows` the rows in play. */
  setRows(rows: RowNumbers, count: number): void {
    this.rows = rows;
    this.selected = count;
    this.trimmed = undefined;
  }

  /** The row number of the index-th row in play. */
  rowAt(index: number): number {
    return this.rows === undefined ? index : this.rows[index];
  }

  /** A column nobody else reads, at its full capacity. */
  ownColumn(position: number): Column {
    const column = this.columns[position];
    if (!column.isShared) return column;
    const own = freshColumn(column, this.capacity, this.isSharedMemory);
    own.copyFrom(column, this.length);
    column.release();
    this.columns[position] = own;
    return own;
  }

  ownColumns(): void {
    if (!this.mayBeShared) return;
    for (let position = 0; position < this.columns.length; position++) this.ownColumn(position);
    this.mayBeShared = false;
  }

  /** Moves everything into memory for `capacity` rows. */
  resize(capacity: number): void {
    const larger = this.core.layout.acquire(capacity, this.isSharedMemory);
    for (let position = 0; position < this.columns.length; position++) {
      const column = this.columns[position];
      larger[position].copyFrom(column, this.length);
      column.release();
      this.columns[position] = larger[position];
    }
    this.mayBeShared = false;
    this.capacity = capacity;
    if (this.rows !== undefined) {
      const rows = makeRowNumbers(capacity);
      rows.set(this.rows.subarray(0, this.selected));
      this.setRows(rows, this.selected);
    }
  }

  /** Makes room for `rows` more, in columns nobody else reads. */
  beforeAppend(rows: number): void {
    const needed = this.length + rows;
    if (needed > this.capacity) this.resize(Math.max(needed, this.capacity * 2, smallestGrowth));
    else if (this.mayBeShared) this.ownColumns();
  }

  /** Puts the rows just added in play. */
  afterAppend(rows: number): void {
    if (this.rows !== undefined) {
      for (let row = this.length - rows; row < this.length; row++) {
        this.rows[this.selected] = row;
        this.selected += 1;
      }
      this.trimmed = undefined;
    } else {
      this.selected = this.length;
    }
    if (this.origin !== undefined) this.origin = undefined;
  }

  /** Undoes what a refused append may have written behind the last row. */
  forgetFrom(start: number, rows: number): void {
    for (const column of this.columns) {
      if (column.validity === undefined) continue;
      for (let row = start; row < start + rows; row++) column.setValid(row);
    }
  }

  /** Leaves the first `count` of `rows` in play. */
  narrow(rows: RowNumbers, count: number): void {
    if (isDevelopment) this.#checkRows(rows, count);
    this.rows ??= makeRowNumbers(this.capacity);
    this.rows.set(count === rows.length ? rows : rows.subarray(0, count));
    this.selected = count;
    this.trimmed = undefined;
  }

  #checkRows(rows: RowNumbers, count: number): void {
    if (!Number.isInteger(count) || count < 0 || count > Math.min(rows.length, this.selected)) {
      throw new RecordError(
        'invalid-argument',
        `narrow: expected a count from 0 to ${Math.min(rows.length, this.selected)}, got ${count}`,
      );
    }
    let place = 0;
    for (let index = 0; index < count; index++) {
      while (place < this.selected && this.rowAt(place) < rows[index]) place += 1;
      if (place === this.selected || this.rowAt(place) !== rows[index]) {
        throw new RecordError(
          'invalid-argument',
          `narrow: expected ascending numbers of rows in play, got ${rows[index]} at index ${index}`,
        );
      }
      place += 1;
    }
  }

  setLength(length: number): void {
    for (const column of this.columns) if (column instanceof TextColumn) column.fillTo(length);
    this.length = length;
    this.selected = length;
    this.rows = undefined;
    this.trimmed = undefined;
    this.origin = undefined;
  }
}

/** An empty column for the same field, in memory of its own. */
export function freshColumn({ name, field, dictionary }: Column, capacity: number, shared: boolean): Column {
  const [fresh] = new Layout([name], [field]).acquire(capacity, shared);
  fresh.dictionary = dictionary;
  return fresh;
}
