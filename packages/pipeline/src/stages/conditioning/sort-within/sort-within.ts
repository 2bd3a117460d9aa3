import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import { valuesOf } from '../../../internal/key-slots.ts';
import { type ReadsTime, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  checkOptions,
  choice,
  count,
  duration,
  type OptionRules,
  optionalFieldName,
} from '../../../internal/option-rules.ts';
import type { Problem } from '../../../internal/options.ts';
import { requireTime } from '../../../internal/require-time.ts';
import type { RowStoreState } from '../../../internal/row-store.ts';
import { rowNumbers, rowsInPlay } from '../../../internal/rows-in-play.ts';
import { rowsWithout } from '../../../internal/rows-without.ts';
import { checkState, type StateOf } from '../../../internal/stage-state.ts';
import type { Unchanged } from '../../../output-type.ts';
import type { Stage, StageContext } from '../../../types.ts';
import { KeptRows } from './kept-rows.ts';
import { TimeQueue, type TimeQueueState } from './time-queue.ts';

export interface SortWithinOptions<Time extends string = string> {
  /**
   * The timestamp field to sort by.
   *
   * @defaultValue `'timestamp'`
   */
  readonly timestamp?: Time;
  /** How long a record waits, in milliseconds of event time: until there is one that is so much later. */
  readonly withinMs?: number;
  /**
   * The most records that wait: beyond it the earliest is sent on.
   *
   * @defaultValue 65_536; without `withinMs` it has to be given
   */
  readonly maxRecords?: number;
  /**
   * What becomes of a record that is earlier than one that has been sent on: it is set aside, or sent on at once.
   *
   * @defaultValue `'dead-letter'`
   */
  readonly late?: 'dead-letter' | 'pass';
}

interface SortWithinState {
  readonly of: StateOf;
  readonly queue: TimeQueueState;
  readonly kept: RowStoreState;
}

/**
 * Puts records that came out of order back into the order of their time, as far as waiting for them allows: each waits
 * until there is one `withinMs` later, or until more than `maxRecords` wait.
 *
 * Records of equal time keep their order. A record that is late, because one after it in time has been sent on already, is
 * a dead letter that says so, or is passed on out of order. Order is over all keys, on one clock: a record from the far
 * future makes those after it wait no more. What waits at the end is sent on in order. Waiting records are `inFlight` in
 * the ledger, and part of a snapshot.
 *
 * Cost: two copies of a record, and a comparison when it comes in order; one that does not moves those after it that wait.
 * State: the waiting records, `maxRecords` and a batch at most.
 *
 * @throws {@link PipelineError} when there is neither `withinMs` nor `maxRecords`, or one is not what it can be.
 */
export function sortWithin<const Time extends string = 'timestamp'>(
  options: SortWithinOptions<Time>,
): Stage<ReadsTime<Time>, Unchanged> {
  return new SortWithin(options);
}

class SortWithin<Time extends string> implements Stage<ReadsTime<Time>> {
  readonly name = 'sortWithin';
  readonly reads: ReadsTime<Time>;
  readonly #options: SortWithinOptions<Time>;
  readonly #timestamp: string;
  readonly #isLatePassed: boolean;
  readonly #kept = new KeptRows();
  readonly #queue: TimeQueue;
  /** Room for the rows of a batch that are not late. */
  #inTime: RowNumbers = new Uint16Array(0);

  constructor(options: SortWithinOptions<Time>) {
    checkOptions(this.name, options, sortRules, sortProblems);
    this.#options = options;
    this.#timestamp = options.timestamp ?? 'timestamp';
    this.#queue = new TimeQueue(options.withinMs ?? Number.POSITIVE_INFINITY, options.maxRecords ?? 65_536);
    this.#isLatePassed = options.late === 'pass';
    this.reads = readsOf({ time: this.#timestamp });
  }

  create(): SortWithin<Time> {
    return new SortWithin(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireTime(input, this.#timestamp);
    return input;
  }

  process(batch: AnyBatch, context: StageContext): undefined | Promise<undefined> {
    this.#queue.open(batch.selected);
    const late = this.#arrange(batch, context);
    if (late.length > 0) this.#leaveOut(batch, late);
    context.hold(batch);
    this.#kept.append(batch);
    return this.#send(context)?.then(() => undefined);
  }

  finish(context: StageContext): void | Promise<void> {
    this.#queue.drain();
    return this.#send(context);
  }

  snapshot(): SortWithinState {
    this.#queue.renumber(this.#kept.compact());
    return {
      of: this.#madeOf,
      queue: this.#queue.snapshot(),
      kept: this.#kept.snapshot(),
    };
  }

  restore({ of, queue, kept }: SortWithinState): void {
    checkState(this.name, this.#madeOf, of);
    this.#queue.restore(queue);
    this.#kept.restore(kept);
  }

  get #madeOf(): StateOf {
    return { timestamp: this.#timestamp };
  }

  /** Queues the rows in play by the numbers they will be kept by; returns those that are late and have been set aside. */
  #arrange(batch: AnyBatch, context: StageContext): readonly number[] {
    const times = valuesOf<Float64Array>(batch, this.#timestamp).values;
    const timed = { times, rows: rowsInPlay(batch), count: batch.selected };
    const queue = this.#queue;
    const first = this.#kept.size;
    const late: number[] = [];
    for (let i = 0; i < timed.count; i += 1) {
      i = queue.addInTime(timed, i, first - late.length);
      if (i === timed.count) break;
      const row = timed.rows[i];
      if (this.#isLatePassed) queue.pass(first + i);
      else {
        context.deadLetter(batch, row, tooLate(times[row], queue.sentUpTo));
        late.push(row);
      }
    }
    return late;
  }

  #leaveOut(batch: AnyBatch, late: readonly number[]): void {
    if (this.#inTime.length < batch.selected) this.#inTime = rowNumbers(batch.capacity);
    batch.narrow(this.#inTime, rowsWithout(rowsInPlay(batch), batch.selected, late, this.#inTime));
  }

  /** Sends on the rows that are due. */
  #send(context: StageContext): void | Promise<void> {
    const { due } = this.#queue;
    if (due.length === 0) return;
    const kept = this.#kept;
    const batch = kept.take(due);
    context.settle(kept.settle());
    // Moving the rest together costs as much as there is of it.
    if (this.#queue.size * 2 <= kept.size) this.#queue.renumber(kept.compact());
    return context.emit(batch);
  }
}

function tooLate(time: number, sentUpTo: number): RangeError {
  return new RangeError(
    `it came too late to be put in order: its time is ${time}, and a record of the time ${sentUpTo} has been sent on; ` +
      "wait for longer (withinMs, maxRecords), or let late records pass with late: 'pass'",
  );
}

const sortRules: OptionRules<SortWithinOptions> = {
  timestamp: optionalFieldName,
  withinMs: duration,
  maxRecords: count(),
  late: choice(['dead-letter', 'pass']),
};

function sortProblems({ withinMs, maxRecords }: SortWithinOptions): Problem[] {
  return [
    withinMs === undefined && maxRecords === undefined
      ? 'a record waits for so long (withinMs) or until so many wait (maxRecords): give one of them'
      : undefined,
  ];
}
