import { isDevelopment } from '#checks';
import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import type { BatchState } from '../batches/batch-state.ts';
import { readValue } from '../columns/value.ts';
import { type Getter, RowCursor } from './row-cursor.ts';
import { RowReader as UncheckedRowReader, getters as uncheckedGetters } from './row-reader.ts';

/*
 * What reads rows in development, where the use of a passed view is told. Which of the two reads is decided once, and not
 * for each row: by `imports` in package.json, and by NODE_ENV where nothing decides it before.
 */

/** How many cursors take turns: for so many steps a use of a passed one can be told. */
const turns = 8;

/** Where a cursor is whose turn is over. */
const expired = -1;

/** A cursor that refuses to be read when it is not at its turn. */
class CheckedCursor extends RowCursor {
  readonly #state: BatchState;
  #row = expired;

  constructor(state: BatchState) {
    super(state);
    this.#state = state;
  }

  static override over(state: BatchState): CheckedCursor {
    return Reflect.construct(CheckedCursor, [state], state.type);
  }

  /** @param row - Its number in the batch, or {@link expired}. */
  static override moveTo(cursor: CheckedCursor, row: number): CheckedCursor {
    cursor.#row = row;
    return cursor;
  }

  static override getters(fields: readonly Field[]): readonly Getter[] {
    return fields.map(
      (_, position) =>
        function (this: CheckedCursor) {
          if (this.#state.end !== undefined || this.#row === expired) throw refusal(this.#state, position);
          return readValue(this.#state.columns[position], this.#row);
        } as Getter,
    );
  }
}

function refusal({ end, core }: BatchState, position: number): RecordError {
  const what = end === undefined ? 'the loop had moved on' : `its batch was ${end}`;
  return new RecordError(
    'expired-view',
    `${core.names[position]} was read from a row view after ${what}; keep batch.at(index) instead`,
  );
}

/** Reads rows through cursors that take turns. */
class CheckedRowReader extends UncheckedRowReader {
  readonly #cursors: readonly CheckedCursor[];
  #turn = 0;

  constructor(state: BatchState) {
    super(state);
    this.#cursors = Array.from({ length: turns }, () => CheckedCursor.over(state));
  }

  override view(row: number): CheckedCursor {
    this.end();
    this.#turn = (this.#turn + 1) % turns;
    return CheckedCursor.moveTo(this.#cursors[this.#turn], row);
  }

  override end(): void {
    CheckedCursor.moveTo(this.#cursors[this.#turn], expired);
  }
}

export const RowReader: typeof UncheckedRowReader = isDevelopment ? CheckedRowReader : UncheckedRowReader;
export const getters: typeof uncheckedGetters = isDevelopment ? CheckedCursor.getters : uncheckedGetters;
