import { RecordError } from '../../errors.ts';
import type { BatchState } from '../batches/batch-state.ts';
import { readValue } from '../columns/value.ts';
import { isDevelopment } from '../development.ts';

/**
 * The object a loop over a batch hands out: it looks like a row (own enumerable fields, the row class's prototype) and
 * reads the columns.
 */
export class RowCursor {
  readonly #state: BatchState;
  #row = 0;
  #expired = false;

  constructor(state: BatchState) {
    this.#state = state;
    Object.defineProperties(this, state.core.getters);
  }

  /** A cursor with the prototype of the batch's rows. */
  static over(state: BatchState): RowCursor {
    return Reflect.construct(RowCursor, [state], state.type);
  }

  static moveTo(cursor: RowCursor, row: number): void {
    cursor.#row = row;
  }

  static expire(cursor: RowCursor): void {
    cursor.#expired = true;
  }

  /** The accessors of a record type's cursors. */
  static getters(names: readonly string[]): PropertyDescriptorMap {
    return Object.fromEntries(
      names.map((name, position) => [
        name,
        {
          enumerable: true,
          get(this: RowCursor) {
            if (isDevelopment) this.#check(name);
            return readValue(this.#state.columns[position], this.#row);
          },
          set(this: RowCursor) {
            throw new RecordError(
              'invalid-argument',
              `${name} cannot be set through a row view; write to batch.writable('${name}').values`,
            );
          },
        },
      ]),
    );
  }

  #check(name: string): void {
    if (this.#state.end !== undefined) {
      throw new RecordError(
        'released',
        `${name} was read from a row of a batch that has been ${this.#state.end}`,
      );
    }
    if (this.#expired) {
      throw new RecordError(
        'expired-view',
        `${name} was read from a row view after the loop had moved on; keep batch.at(index) instead, which is a row of its own`,
      );
    }
  }
}

/**
 * The rows in play, one after the other, through one cursor that is used again for each.
 *
 * In development each step has a cursor of its own, so that a use of the one before can be told from a use of this one.
 */
export class RowIterator implements IterableIterator<RowCursor> {
  readonly #state: BatchState;
  #cursor: RowCursor;
  #index = 0;
  readonly #result: { value: RowCursor; done: boolean };

  constructor(state: BatchState) {
    this.#state = state;
    this.#cursor = RowCursor.over(state);
    this.#result = { value: this.#cursor, done: false };
  }

  next(): IteratorResult<RowCursor> {
    if (isDevelopment) this.#renew();
    const index = this.#index;
    if (index >= this.#state.selected) return { value: undefined, done: true };
    this.#index = index + 1;
    RowCursor.moveTo(this.#cursor, this.#state.rowAt(index));
    return this.#result as IteratorResult<RowCursor>;
  }

  return(): IteratorResult<RowCursor> {
    if (isDevelopment) this.#renew();
    return { value: undefined, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }

  #renew(): void {
    RowCursor.expire(this.#cursor);
    this.#cursor = RowCursor.over(this.#state);
    this.#result.value = this.#cursor;
  }
}
