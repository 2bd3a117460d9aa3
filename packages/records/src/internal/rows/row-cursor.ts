import { checkView, isDevelopment } from '#checks';
import type { BatchState } from '../batches/batch-state.ts';
import { readValue } from '../columns/value.ts';

/** Where a cursor is whose turn is over. */
const expired = -1;

/**
 * The object a loop over a batch hands out: it looks like a row (own enumerable fields, the row class's prototype) and
 * reads the columns.
 */
export class RowCursor {
  readonly #state: BatchState;
  #row = expired;

  constructor(state: BatchState) {
    this.#state = state;
    Object.defineProperties(this, state.core.getters);
  }

  /** A cursor with the prototype of the batch's rows. */
  static over(state: BatchState): RowCursor {
    return Reflect.construct(RowCursor, [state], state.type);
  }

  /** @param row - Its number in the batch, or {@link expired}. */
  static moveTo(cursor: RowCursor, row: number): void {
    cursor.#row = row;
  }

  /** The accessors of a record type's cursors. */
  static getters(names: readonly string[]): PropertyDescriptorMap {
    const getters: PropertyDescriptorMap = {};
    for (const [position, name] of names.entries()) {
      getters[name] = {
        enumerable: true,
        get(this: RowCursor) {
          checkView(name, this.#state.end, this.#row === expired);
          return readValue(this.#state.columns[position], this.#row);
        },
      };
    }
    return getters;
  }
}

/** In development, how many cursors take turns: for so many steps a use of a passed one can be told. */
const turns = 8;

/**
 * The rows in play, one after the other, through one cursor that is used again for each.
 *
 * In development several take turns, and those that are not at their turn refuse to be read.
 */
export class RowIterator implements IterableIterator<RowCursor> {
  readonly #state: BatchState;
  readonly #cursors: RowCursor[] = [];
  #index = 0;
  /** Reused like the cursor: a loop allocates nothing. */
  readonly #result: { value: RowCursor; done: boolean };

  constructor(state: BatchState) {
    this.#state = state;
    this.#result = { value: RowCursor.over(state), done: false };
  }

  next(): IteratorResult<RowCursor> {
    const state = this.#state;
    const result = this.#result;
    const index = this.#index;
    if (isDevelopment) {
      RowCursor.moveTo(result.value, expired);
      result.value = this.#cursors[index % turns] ??= RowCursor.over(state);
    }
    if (index >= state.selected) return { value: undefined, done: true };
    this.#index = index + 1;
    RowCursor.moveTo(result.value, state.rowAt(index));
    return result as IteratorResult<RowCursor>;
  }

  return(): IteratorResult<RowCursor> {
    if (isDevelopment) RowCursor.moveTo(this.#result.value, expired);
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
