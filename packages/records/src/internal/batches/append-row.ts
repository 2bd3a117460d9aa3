import type { RecordIssue } from '../../errors.ts';
import type { Column } from '../columns/column.ts';
import { writeValue } from '../columns/value.ts';
import type { RecordCore } from '../record-core.ts';
import { dictionaryFull, issuesOf } from '../rows/check-value.ts';
import { refused } from '../rows/row-class.ts';
import type { BatchState } from './batch-state.ts';

/**
 * The order in which the last row of a type had its keys, with the column of each: rows made at one place have them in
 * one order, and then a key costs a comparison instead of a search.
 */
export class KeyOrder {
  readonly keys: string[] = [];
  readonly positions: number[] = [];
  /** The columns for which there was no key. */
  absent: readonly number[];

  /** Of a row without keys: every column is absent. */
  constructor(columns: Iterable<number>) {
    this.absent = [...columns];
  }
}

/**
 * Writes a row after the last one, checked. Nothing counts when it is refused: the batch keeps its length.
 *
 * The loop over keys is also what finds undeclared fields; V8 reads the value of the key it is at without a look-up.
 */
export function appendRow(state: BatchState, row: InputRow): void {
  const index = state.length;
  if (!appendInOrder(state, row, index)) {
    learnOrder(state.core, row);
    if (!appendInOrder(state, row, index)) {
      state.forget(1);
      throw refusedRow(state, row, index);
    }
  }
  state.afterAppend(1);
}

interface InputRow {
  readonly [name: string]: unknown;
}

/** Writes a row whose keys come in the known order; false when they do not, or a value is refused. */
function appendInOrder({ columns, core }: BatchState, row: InputRow, index: number): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const { keys, positions, absent } = core.order;
  let place = 0;
  for (const key in row) {
    if (keys[place] !== key) return false;
    const column = columns[positions[place]];
    place += 1;
    const value = row[key];
    if (value === undefined ? !writeAbsent(column, index) : !writeValue(column, index, value)) return false;
  }
  if (place !== keys.length) return false;
  for (let next = 0; next < absent.length; next++) {
    if (!writeAbsent(columns[absent[next]], index)) return false;
  }
  return true;
}

/** Null, or the default, where a row has nothing. */
function writeAbsent(column: Column, index: number): boolean {
  const { isOptional, defaultValue } = column.field;
  return isOptional && writeValue(column, index, defaultValue === undefined ? null : defaultValue);
}

function learnOrder({ order, names, positions }: RecordCore, row: InputRow): void {
  order.keys.length = 0;
  order.positions.length = 0;
  for (const key in row) {
    const position = positions.get(key);
    // An undeclared field: the row is going to be refused.
    if (position === undefined) continue;
    order.keys.push(key);
    order.positions.push(position);
  }
  order.absent = [...names.keys()].filter((position) => !order.positions.includes(position));
}

function refusedRow({ type, core, columns }: BatchState, row: object, index: number): Error {
  const issues: RecordIssue[] = issuesOf(core, row);
  if (issues.length === 0) {
    // Nothing is wrong with the row itself: a dictionary had no room.
    for (const { name, dictionary } of columns) {
      const text = (row as InputRow)[name];
      if (dictionary === undefined || typeof text !== 'string' || dictionary.find(text) >= 0) continue;
      issues.push(dictionaryFull(name, dictionary.limit, text));
    }
  }
  return refused(type.name, issues, `, row ${index}`);
}
