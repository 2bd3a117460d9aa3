import type { Field } from '../../field.ts';
import type { BatchState } from '../batches/batch-state.ts';
import { readNumber, readValue } from '../columns/value.ts';

/**
 * The object a loop over a batch hands out: it looks like a row (own enumerable fields, the row class's prototype) and
 * reads the columns.
 */
export class RowCursor {
  readonly #state: BatchState;
  #row = 0;

  constructor(state: BatchState) {
    this.#state = state;
    Object.defineProperties(this, state.core.getters);
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

  /** The accessors of a record type's cursors. */
  static getters(names: readonly string[], fields: readonly Field[]): PropertyDescriptorMap {
    return Object.fromEntries(
      names.map((name, position) => {
        const { kind, isNullable } = fields[position];
        const isNumber = kind === 'float64' || kind === 'timestamp';
        const read = isNumber && !isNullable ? readNumber : readValue;
        const descriptor: PropertyDescriptor & ThisType<RowCursor> = {
          enumerable: true,
          get() {
            return read(this.#state.columns[position], this.#row);
          },
        };
        return [name, descriptor];
      }),
    );
  }
}
