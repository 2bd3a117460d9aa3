import type { RecordIssue } from '../errors.ts';
import type { BatchState } from './batch-state.ts';
import { dictionaryFull, issuesOf } from './check-value.ts';
import type { RecordCore } from './record-core.ts';
import { refused } from './row-class.ts';
import { writeValue } from './value.ts';

/**
 * The order in which rows of a type last had their keys, with the column of each: rows made at one place have them in
 * one order, and then a key costs a comparison instead of a search.
 */
export class KeyOrder {
  readonly keys: string[] = [];
  readonly positions: number[] = [];
  /** By column: the number of the append that last wrote it. */
  readonly written: Uint32Array;
  appends = 0;

  constructor(fields: number) {
    this.written = new Uint32Array(fields);
  }
}

/**
 * Writes a row after the last one, checked. Nothing counts when it is refused: the batch keeps its length.
 *
 * The loop over keys is also what finds undeclared fields; V8 reads the value of the key it is at without a look-up.
 */
export function appendRow(state: BatchState, row: { readonly [name: string]: unknown }): void {
  const index = state.length;
  if (!tryAppend(state, row, index)) {
    state.forgetFrom(index, 1);
    throw refusedRow(state, row, index);
  }
  state.length = index + 1;
}

function tryAppend(state: BatchState, row: { readonly [name: string]: unknown }, index: number): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const { columns, core } = state;
  const { keys, positions, written } = core.order;
  const append = nextAppend(core.order);
  let place = 0;
  let given = 0;
  for (const key in row) {
    if (keys[place] !== key && !learnKey(core, place, key)) return false;
    const position = positions[place];
    place += 1;
    const value = row[key];
    if (value === undefined) continue;
    if (!writeValue(columns[position], index, value)) return false;
    written[position] = append;
    given += 1;
  }
  return given === columns.length || fillAbsent(state, index, append);
}

function nextAppend(order: KeyOrder): number {
  order.appends = (order.appends + 1) >>> 0;
  return order.appends;
}

function learnKey({ order, positions }: RecordCore, place: number, key: string): boolean {
  const position = positions.get(key);
  if (position === undefined) return false;
  order.keys[place] = key;
  order.positions[place] = position;
  return true;
}

/** Null, or the default, for each field the row left out. */
function fillAbsent({ columns, core }: BatchState, index: number, append: number): boolean {
  for (let position = 0; position < columns.length; position++) {
    if (core.order.written[position] === append) continue;
    const { isOptional, defaultValue } = core.fields[position];
    const value = defaultValue === undefined ? null : defaultValue;
    if (!isOptional || !writeValue(columns[position], index, value)) return false;
  }
  return true;
}

function refusedRow({ type, core, columns }: BatchState, row: object, index: number): Error {
  const issues: RecordIssue[] = issuesOf(core.names, core.fields, core.positions, row);
  if (issues.length === 0) {
    // Nothing is wrong with the row itself: a dictionary had no room.
    for (const { name, dictionary } of columns) {
      const text = (row as { [name: string]: unknown })[name];
      if (
        dictionary !== undefined &&
        typeof text === 'string' &&
        dictionary.find(text) < 0 &&
        dictionary.size >= dictionary.limit
      ) {
        issues.push(dictionaryFull(name, dictionary.limit, text));
      }
    }
  }
  return refused(type.name, issues, `, row ${index}`);
}
