import type { FieldKind, RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { valuesOf } from '../../internal/key-slots.ts';
import { namesProblem } from '../../internal/named-fields.ts';
import type { ReadsTime } from '../../internal/numeric-kinds.ts';
import { countProblem, durationProblem, refuseOptions } from '../../internal/options.ts';
import { requireTime } from '../../internal/require-time.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { Unchanged } from '../../output-type.ts';
import type { Stage, StateMetrics } from '../../types.ts';
import { RecentKeys, type RecentKeysState } from './recent-keys.ts';

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

/** Every kind that has a text of few bytes. */
const comparableKinds = [
  ...([
    'float64',
    'float32',
    'int8',
    'int16',
    'int32',
    'int64',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
  ] as const),
  ...(['bool', 'timestamp', 'dictionary', 'utf8'] as const),
] as const satisfies readonly FieldKind[];

type DeduplicateReads<Name extends string, Time extends string> = {
  readonly [Field in Name]: typeof comparableKinds;
} & ReadsTime<Time>;

/**
 * Keeps the first of the records that agree in the fields `by`, and leaves out its repeats.
 *
 * With `withinMs`, a record is remembered for so long on the records' own clock, the greatest time so far: what comes again
 * later is kept again. A record that comes late is told apart like any other. Null equals null, NaN equals NaN, and 0
 * equals -0. Cost: a text made of the fields and one look-up, a record. State: that text and a number for each record
 * remembered, `maxKeys` of them at most.
 *
 * @throws {@link PipelineError} when no field is named, or `withinMs` or `maxKeys` is not what it can be.
 */
export function deduplicate<const Name extends string, const Time extends string = never>(
  options: DeduplicateOptions<Name, Time>,
): Stage<DeduplicateReads<Name, Time>, Unchanged> {
  const { by, withinMs, timestamp, maxKeys } = options;
  refuseOptions('deduplicate', [
    namesProblem('by', by),
    durationProblem('withinMs', withinMs),
    countProblem('maxKeys', maxKeys),
    withinMs !== undefined && timestamp === undefined
      ? "withinMs is counted on the records' own time: name its field in timestamp"
      : undefined,
  ]);
  return new Deduplicate(options);
}

interface DeduplicateState {
  readonly of: StateOf;
  readonly recent: RecentKeysState;
}

class Deduplicate<Name extends string, Time extends string> implements Stage<DeduplicateReads<Name, Time>> {
  readonly name = 'deduplicate';
  readonly reads: DeduplicateReads<Name, Time>;
  readonly #options: DeduplicateOptions<Name, Time>;
  readonly #recent: RecentKeys;
  #kept: RowNumbers = new Uint16Array(0);

  constructor(options: DeduplicateOptions<Name, Time>) {
    const { by, timestamp } = options;
    const reads: { [field: string]: readonly FieldKind[] } = {};
    for (const name of by) reads[name] = comparableKinds;
    if (timestamp !== undefined) reads[timestamp] = ['timestamp'];
    this.reads = reads as DeduplicateReads<Name, Time>;
    this.#options = options;
    this.#recent = new RecentKeys(options);
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
    const { by, timestamp } = this.#options;
    if (this.#kept.length < batch.selected) this.#kept = rowNumbers(batch.capacity);
    const times = timestamp === undefined ? undefined : valuesOf<Float64Array>(batch, timestamp).values;
    const rows = rowsInPlay(batch);
    let index = 0;
    let kept = 0;
    for (const record of batch) {
      const row = rows[index];
      this.#kept[kept] = row;
      if (this.#recent.admit(keyOf(record, by), times === undefined ? 0 : times[row])) kept += 1;
      index += 1;
    }
    return batch.narrow(this.#kept, kept);
  }

  snapshot(): DeduplicateState {
    return { of: this.#madeOf(), recent: this.#recent.snapshot() };
  }

  restore({ of, recent }: DeduplicateState): void {
    checkState(this.name, this.#madeOf(), of);
    this.#recent.restore(recent);
  }

  #madeOf(): StateOf {
    const { by, timestamp } = this.#options;
    return { by, timestamp };
  }
}

/** One text for the values of the fields; each text goes with its length, so that no two combinations have the same. */
function keyOf(record: { readonly [name: string]: unknown }, by: readonly string[]): string {
  let key = '';
  for (const name of by) {
    const value = record[name];
    key += typeof value === 'string' ? `${value.length}:${value}` : `${value};`;
  }
  return key;
}
