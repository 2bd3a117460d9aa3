import type { Fields, RecordInput, RecordType } from '@pipe/records';
import type { DeadLetter } from '../dead-letter.ts';
import type { Source } from '../types.ts';
import { type FromRecordsOptions, fromRecords } from './from-records.ts';

export interface ReplayOptions<F extends Fields> extends FromRecordsOptions {
  /**
   * Makes a record of a letter, mended if need be; `undefined` leaves the letter out.
   *
   * @defaultValue the letter's `raw`, for letters that hold a record
   */
  readonly mend?: (letter: DeadLetter) => RecordInput<F> | undefined;
}

/**
 * A source of the records that were set aside, to be fed back after a fix. A record that still does not fit becomes a dead
 * letter again.
 *
 * @param letters - What a dead-letter sink has kept; read anew for each run.
 */
export function replayDeadLetters<F extends Fields>(
  recordType: RecordType<F>,
  letters: Iterable<DeadLetter>,
  options: ReplayOptions<F> = {},
): Source<F> {
  const { mend = rawRecord<F>, ...rest } = options;
  const records = {
    *[Symbol.iterator]() {
      for (const letter of letters) {
        const record = mend(letter);
        if (record !== undefined) yield record;
      }
    },
  };
  return fromRecords(recordType, records, { name: 'dead letters', ...rest });
}

function rawRecord<F extends Fields>({ raw }: DeadLetter): RecordInput<F> | undefined {
  return typeof raw === 'object' && raw !== null ? (raw as RecordInput<F>) : undefined;
}
