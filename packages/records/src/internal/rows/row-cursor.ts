import type { Field } from '../../field.ts';
import type { BatchState } from '../batches/batch-state.ts';
import { readNumber, readValue } from '../columns/value.ts';

/** Reads a field of the cursor that it is called on. */
export type Getter = (this: RowCursor) => unknown;

/**
 * The object a loop over a batch hands out: it looks like a row (own enumerable fields, the row class's prototype) and
 * reads the columns.
 */
export class RowCursor {
  readonly #state: BatchState;
  #row = 0;

  constructor(state: BatchState) {
    this.#state = state;
    const { names, getters } = state.core;
    // One by one: all at once takes twice as long.
    for (let index = 0; index < names.length; index++) {
      Object.defineProperty(this, names[index], { enumerable: true, get: getters[index] });
    }
  }

  /** A cursor with the prototype of the batch's rows. */
  static over(state: BatchState): RowCursor {
    return Reflect.construct(RowCursor, [state], state.type);
  }

  /** The cursor, moved to the row of that number. */
  static moveTo(cursor: RowCursor, row: number): RowCursor {
    cursor.#row = row;
    return cursor;
  }

  /** What reads each field of a record type's cursors. */
  static getters(fields: readonly Field[]): readonly Getter[] {
    return fields.map(({ kind, isNullable }, position) => {
      const isNumber = kind === 'float64' || kind === 'timestamp';
      const read = isNumber && !isNullable ? readNumber : readValue;
      return function (this: RowCursor) {
        return read(this.#state.columns[position], this.#row);
      };
    });
  }
}
