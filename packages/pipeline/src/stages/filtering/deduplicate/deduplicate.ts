import type { FieldKind, RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import { valuesOf } from '../../../internal/key-slots.ts';
import { comparableKinds, namesProblem } from '../../../internal/named-fields.ts';
import type { ReadsTime } from '../../../internal/numeric-kinds.ts';
import {
  checkOptions,
  count,
  duration,
  type OptionRules,
  optionalFieldName,
} from '../../../internal/option-rules.ts';
import type { Problem } from '../../../internal/options.ts';
import { requireTime } from '../../../internal/require-time.ts';
import { rowNumbers, rowsInPlay } from '../../../internal/rows-in-play.ts';
import { checkState, type StateOf } from '../../../internal/stage-state.ts';
import type { Unchanged } from '../../../output-type.ts';
import type { Stage, StateMetrics } from '../../../types.ts';
import { RecentKeys, type RecentKeysState } from './recent-keys.ts';
import { RecordWords, type RecordWordsState } from './record-words.ts';

interface DeduplicateBasics<Name extends string> {
  /** The fields by which records are told apart: two that agree in all of them are the same. */
  readonly by: readonly Name[];
  /**
   * The most records to remember; beyond it the one kept longest ago is forgotten.
   *
   * @defaultValue 65_536
   */
  readonly maxKeys?: number;
}

interface DeduplicateAlways<Name extends string> extends DeduplicateBasics<Name> {
  readonly withinMs?: never;
  readonly timestamp?: never;
}

interface DeduplicateWithin<Name extends string, Time extends string> extends DeduplicateBasics<Name> {
  /** Milliseconds of event time for which a record is remembered. */
  readonly withinMs: number;
  /** The timestamp field that event time is read from. */
  readonly timestamp: Time;
}

/** Which records are the same, and for how long one is remembered. */
export type DeduplicateOptions<Name extends string, Time extends string> =
  | DeduplicateAlways<Name>
  | DeduplicateWithin<Name, Time>;

type DeduplicateReads<Name extends string, Time extends string> = {
  readonly [Field in Name]: typeof comparableKinds;
} & ReadsTime<Time>;

/**
 * Keeps the first of the records that agree in the fields `by`, and leaves out its repeats.
 *
 * With `withinMs`, a record is remembered for so long on the records' own clock, the greatest time so far: what comes again
 * later is kept again. A record that comes late is told apart like any other. Null equals null, NaN equals NaN, and 0
 * equals -0. Cost: a hash of the fields and one look-up, a record; text that is in no dictionary is decoded. State: three
 * numbers or so a field, and the text where it is one, for each record remembered, `maxKeys` of them at most.
 *
 * @throws {@link PipelineError} when no field is named, or `withinMs` or `maxKeys` is not what it can be.
 */
export function deduplicate<const Name extends string, const Time extends string = never>(
  options: DeduplicateOptions<Name, Time>,
): Stage<DeduplicateReads<Name, Time>, Unchanged> {
  checkOptions('deduplicate', options, deduplicateRules, deduplicateProblems);
  return new Deduplicate(options);
}

const deduplicateRules: OptionRules<DeduplicateOptions<string, string>> = {
  by: namesProblem,
  maxKeys: count(),
  withinMs: duration,
  timestamp: optionalFieldName,
};

function deduplicateProblems({ withinMs, timestamp }: DeduplicateOptions<string, string>): Problem[] {
  return [
    withinMs !== undefined && timestamp === undefined
      ? "withinMs is counted on the records' own time: name its field in timestamp"
      : undefined,
    timestamp !== undefined && withinMs === undefined
      ? 'timestamp is for counting how long records are remembered: give withinMs as well'
      : undefined,
  ];
}

interface DeduplicateState {
  readonly of: StateOf;
  readonly words: RecordWordsState;
  readonly recent: RecentKeysState;
}

class Deduplicate<Name extends string, Time extends string> implements Stage<DeduplicateReads<Name, Time>> {
  readonly name = 'deduplicate';
  readonly reads: DeduplicateReads<Name, Time>;
  readonly #options: DeduplicateOptions<Name, Time>;
  readonly #words: RecordWords;
  readonly #recent: RecentKeys;
  /** Zeros, where no time counts. */
  #noTimes = new Float64Array(0);
  #kept: RowNumbers = new Uint16Array(0);

  constructor(options: DeduplicateOptions<Name, Time>) {
    const { by, timestamp } = options;
    const reads: { [field: string]: readonly FieldKind[] } = {};
    for (const name of by) reads[name] = comparableKinds;
    if (timestamp !== undefined) reads[timestamp] = ['timestamp'];
    this.reads = reads as DeduplicateReads<Name, Time>;
    this.#options = options;
    this.#words = new RecordWords(by);
    this.#recent = new RecentKeys(this.#words.width, options);
  }

  get stateMetrics(): StateMetrics {
    return this.#recent.metrics;
  }

  create(): Deduplicate<Name, Time> {
    return new Deduplicate(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    if (this.#options.timestamp !== undefined) requireTime(input, this.#options.timestamp);
    return input;
  }

  process(batch: AnyBatch): AnyBatch {
    const count = batch.selected;
    if (this.#kept.length < count) this.#kept = rowNumbers(batch.capacity);
    const rows = rowsInPlay(batch);
    const words = this.#words.read(batch, rows, count);
    const kept = this.#recent.admit({ rows, count, words, times: this.#timesOf(batch) }, this.#kept);
    if (this.#words.isCrowded) this.#words.forget(this.#recent.words);
    return kept === count ? batch : batch.narrow(this.#kept, kept);
  }

  snapshot(): DeduplicateState {
    return { of: this.#madeOf(), words: this.#words.snapshot(), recent: this.#recent.snapshot() };
  }

  restore({ of, words, recent }: DeduplicateState): void {
    checkState(this.name, this.#madeOf(), of);
    this.#words.restore(words);
    this.#recent.restore(recent);
  }

  #timesOf(batch: AnyBatch): Float64Array {
    const { timestamp } = this.#options;
    if (timestamp !== undefined) return valuesOf<Float64Array>(batch, timestamp).values;
    if (this.#noTimes.length < batch.length) this.#noTimes = new Float64Array(batch.capacity);
    return this.#noTimes;
  }

  #madeOf(): StateOf {
    const { by, timestamp } = this.#options;
    return { by, timestamp };
  }
}
