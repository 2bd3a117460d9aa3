import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { keyField } from '../../internal/key-field.ts';
import { KeySlots, type KeySlotsState, valuesOf } from '../../internal/key-slots.ts';
import { NumberReader } from '../../internal/number-reader.ts';
import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../internal/numeric-kinds.ts';
import { requireTime } from '../../internal/require-time.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { Making } from '../../output-type.ts';
import type { Stage, StageContext, StateMetrics } from '../../types.ts';
import { type AlarmEmission, type AlarmsOptions, checkAlarmOptions } from './alarm-options.ts';
import { type AlarmChangeFields, type AlarmFields, AlarmRecords, alarmType } from './alarm-records.ts';
import { AlarmSettings } from './alarm-settings.ts';
import { type AlarmSettingsNow, AlarmStates, type AlarmStatesState } from './alarm-states.ts';

type AlarmReads<Name extends string, Key extends string, Time extends string> = ReadsNumber<Name> &
  ReadsKey<Key> &
  ReadsTime<Time>;

type AlarmOutput<Key extends string, Emission extends AlarmEmission> = Making<
  Emission extends 'ended' ? AlarmFields<Key> : AlarmChangeFields<Key>
>;

interface AlarmsState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly alarms: AlarmStatesState;
  readonly keyLimit: number | undefined;
}

const noSlots = new Int32Array(0);

/**
 * Turns readings into alarms: one record each, with its side, its first and last reading, its peak and how many readings
 * it holds. An alarm is sent on when it ends, in the order in which they do; one whose end was not seen has no `end`.
 *
 * An alarm begins with a reading strictly beyond the threshold, and lasts through the last one before a reading strictly
 * back past the clear limit (by default the threshold): with a clear limit inside the threshold, a value that hovers does
 * not chatter. `raiseDelayMs` and `clearDelayMs` are on- and off-delays, both told by the readings of the key; the terms
 * are those of ISA-18.2. With `staleMs`, a key without a value for longer, while others have some, has an alarm of side
 * `stale`: its `start` is the last value's time, `peak` that value, `records` 0, its `end` the time of the next value.
 *
 * Readings are taken in the order in which they come. Null readings neither end nor extend an alarm; NaN extends an open
 * one. Limits and delays are audited settings, read once a batch. When a key is forgotten, its open alarms are sent on
 * without an `end`. Cost: two comparisons a reading while nothing is wrong. State, a key: its limits, and up to three alarms.
 *
 * @throws {@link PipelineError} when there is no limit at all, one is not a finite number, a clear limit lies beyond its
 * threshold, a delay is not a length of time, or `limits` are given without `by`.
 */
export function alarms<
  const Name extends string,
  const Key extends string = never,
  const Time extends string = 'timestamp',
  const Emission extends AlarmEmission = 'ended',
>(options: AlarmsOptions<Name, Key, Time, Emission>): Alarms<Name, Key, Time, Emission> {
  return new Alarms(options);
}

/** See {@link alarms}. */
export class Alarms<
  Name extends string,
  Key extends string,
  Time extends string,
  Emission extends AlarmEmission = 'ended',
> implements Stage<AlarmReads<Name, Key, Time>, AlarmOutput<Key, Emission>>
{
  readonly name = 'alarms';
  readonly reads: AlarmReads<Name, Key, Time>;
  declare readonly outputType?: AlarmOutput<Key, Emission>;
  readonly #options: AlarmsOptions<Name, Key, Time, Emission>;
  readonly #timestamp: string;
  #settings: AlarmSettings | undefined;
  /** By how many keys the key field takes, which is all that it depends on. */
  readonly #outputs = new Map<number | undefined, AnyRecordType>();
  readonly #numbers: NumberReader;
  readonly #keys: KeySlots;
  readonly #states: AlarmStates;
  #records: AlarmRecords | undefined;

  constructor(options: AlarmsOptions<Name, Key, Time, Emission>) {
    checkAlarmOptions(this.name, options);
    const { field, by, timestamp = 'timestamp', maxKeys, idleMs, emit = 'ended', updateMs } = options;
    this.#options = options;
    this.#timestamp = timestamp;
    this.reads = readsOf({ numbers: [field], key: by, time: timestamp });
    this.#numbers = new NumberReader(field);
    this.#keys = new KeySlots({ by, timestamp, maxKeys, idleMs });
    this.#states = new AlarmStates({ isEveryChange: emit === 'changes', updateMs });
  }

  /** Made when first asked for, so that a description leaves no entries in the change log. */
  get settings(): AlarmSettings {
    this.#settings ??= new AlarmSettings(this.#options);
    return this.#settings;
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): Alarms<Name, Key, Time, Emission> {
    return new Alarms(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireTime(input, this.#timestamp);
    const { by } = this.#options;
    return this.#outputOf(by === undefined ? undefined : input.fields[by]?.limit);
  }

  process(batch: AnyBatch, context: StageContext): undefined | Promise<undefined> {
    this.#open(this.output(batch.type));
    const settings = valuesNow(this.settings);
    const numbers = this.#numbers.read(batch);
    // Where silence counts, every value is noted by the slot of its key: they may as well be listed.
    const coded = settings.staleMs === undefined ? this.#keys.resolveAll(batch, numbers.count) : undefined;
    const slots = coded ? noSlots : this.#keys.resolve(batch, numbers.rows, numbers.count);
    const times = valuesOf<Float64Array>(batch, this.#timestamp).values;
    const keyOf = (row: number) => this.#keys.textOf(batch, row);
    this.#states.follow({ ...numbers, slots, coded, slotCount: this.#keys.size, times, keyOf }, settings);
    context.absorb(batch);
    return this.#send(context)?.then(() => undefined);
  }

  finish(context: StageContext): void | Promise<void> {
    this.#states.finish();
    return this.#send(context);
  }

  snapshot(): AlarmsState {
    const { by } = this.#options;
    return {
      of: this.#madeOf,
      keys: this.#keys.snapshot(),
      alarms: this.#states.snapshot(this.#keys.size),
      keyLimit: by === undefined ? undefined : this.#records?.type.fields[by]?.limit,
    };
  }

  restore({ of, keys, alarms, keyLimit }: AlarmsState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#states.restore(alarms);
    this.#open(this.#outputOf(keyLimit));
  }

  get #madeOf(): StateOf {
    const { field, by } = this.#options;
    return { field, by, timestamp: this.#timestamp };
  }

  #outputOf(keyLimit: number | undefined): AnyRecordType {
    const known = this.#outputs.get(keyLimit);
    if (known) return known;
    const { by, emit = 'ended' } = this.#options;
    const output = alarmType(keyField(by, keyLimit), emit);
    this.#outputs.set(keyLimit, output);
    return output;
  }

  #open(type: AnyRecordType): void {
    if (this.#records?.type !== type) this.#records = new AlarmRecords(type, this.#options.by);
  }

  #send(context: StageContext): void | Promise<void> {
    const reports = this.#states.takeReports();
    if (reports.length > 0 && this.#records) return context.emit(this.#records.batch(reports));
  }
}

/** The settings as plain values: in force for one batch, whatever is assigned meanwhile. */
function valuesNow(settings: AlarmSettings): AlarmSettingsNow {
  const { above, below, limits, clearAbove, clearBelow, raiseDelayMs, clearDelayMs, staleMs } = settings;
  return { above, below, limits, clearAbove, clearBelow, raiseDelayMs, clearDelayMs, staleMs };
}
