import type { BatchState } from '../batches/batch-state.ts';
import { RowCursor } from './row-cursor.ts';

/**
 * Reads rows of a batch through one cursor that is used again for each: any row, or those in play one after the other.
 */
export class RowReader implements IterableIterator<RowCursor> {
  readonly #state: BatchState;
  readonly #cursor: RowCursor;
  /** Reused like the cursor: a loop allocates nothing. */
  readonly #result: IteratorYieldResult<RowCursor> = { value: undefined as never, done: false };
  #index = 0;

  constructor(state: BatchState) {
    this.#state = state;
    this.#cursor = RowCursor.over(state);
  }

  /** The cursor, moved to a row. */
  view(row: number): RowCursor {
    return RowCursor.moveTo(this.#cursor, row);
  }

  /** Says that no row is read any more. */
  end(): void {}

  next(): IteratorResult<RowCursor> {
    if (this.#index >= this.#state.selected) return this.return();
    this.#result.value = this.view(this.#state.rowAt(this.#index++));
    return this.#result;
  }

  return(): IteratorResult<RowCursor> {
    this.end();
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** The accessors of a record type's cursors. */
export const getters: typeof RowCursor.getters = RowCursor.getters;
