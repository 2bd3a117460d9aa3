import { isDevelopment } from '#checks';
import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import type { BatchState } from '../batches/batch-state.ts';
import { checkWhole } from '../check-whole.ts';
import { readValue } from '../columns/value.ts';
import { type Getter, RowCursor } from './row-cursor.ts';
import { RowReader as UncheckedRowReader, getters as uncheckedGetters } from './row-reader.ts';

/*
 * What reads rows in development, where using a view whose turn is over throws. Which of the two is used is decided once,
 * and not for each row: by `imports` in package.json, and by NODE_ENV where nothing decides it before.
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
  readonly #cursors: CheckedCursor[] = [];
  readonly #state: BatchState;
  #turn = 0;

  constructor(state: BatchState) {
    super(state);
    this.#state = state;
  }

  override view(row: number): CheckedCursor {
    checkWhole('view: a row of the batch', row, 0, this.#state.length - 1);
    this.end();
    this.#turn = (this.#turn + 1) % turns;
    this.#cursors[this.#turn] ??= CheckedCursor.over(this.#state);
    return CheckedCursor.moveTo(this.#cursors[this.#turn], row);
  }

  override end(): void {
    const cursor = this.#cursors[this.#turn];
    if (cursor !== undefined) CheckedCursor.moveTo(cursor, expired);
  }
}

export const RowReader: typeof UncheckedRowReader = isDevelopment ? CheckedRowReader : UncheckedRowReader;
export const getters: typeof uncheckedGetters = isDevelopment ? CheckedCursor.getters : uncheckedGetters;
