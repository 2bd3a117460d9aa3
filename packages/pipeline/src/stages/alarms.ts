import { defineRecord, type Field, field } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../any-record.ts';
import { KeySlots, keysOf, slotOf, valuesOf } from '../internal/key-slots.ts';
import { type Numbers, numericKinds, type ReadsKey, type ReadsNumber } from '../internal/numeric-kinds.ts';
import type { Making } from '../output-type.ts';
import type { Stage, StageContext } from '../types.ts';
import { type Alarm, AlarmSideState } from './alarm.ts';
import { AlarmSettings, type ClearLimits } from './alarm-settings.ts';
import { checkLimits } from './check-limits.ts';
import { type Limits, type LimitsByKey, LimitTable } from './limits.ts';

export interface AlarmsOptions<Name extends string, Key extends string, Time extends string>
  extends Limits,
    ClearLimits {
  /** The numeric field to watch. */
  readonly field: Name;
  /** The dictionary field to keep alarms apart by; one alarm at a time over all records without it. */
  readonly by?: Key;
  /**
   * The timestamp field.
   *
   * @defaultValue `'timestamp'`
   */
  readonly timestamp?: Time;
  /** Limits of single keys, where they differ from `above` and `below`. */
  readonly limits?: LimitsByKey;
}

const alarmFields = {
  side: field.dictionary({ limit: 2 }),
  start: field.timestamp(),
  end: field.timestamp().nullable(),
  peak: field.float64(),
  peakAt: field.timestamp(),
  records: field.uint32(),
};

/** The fields of an alarm, behind the field that it is keyed by. */
export type AlarmFields<Key extends string> = {
  readonly [Name in Key]: Field<string, 'dictionary', true, true>;
} & typeof alarmFields;

type AlarmReads<Name extends string, Key extends string, Time extends string> = ReadsNumber<Name> &
  ReadsKey<Key> & { readonly [Field in Time]: readonly ['timestamp'] };

/**
 * Turns readings into alarms: one record each, with its side, its first and last reading, its peak and how many readings
 * it holds. An alarm is sent on when it ends; one still open when the input ends has no `end`.
 *
 * An alarm begins with a reading strictly beyond the threshold, and lasts through the last one before a reading strictly
 * back past the clear limit (by default the threshold): with a clear limit inside the threshold, a value that hovers does
 * not chatter (the deadband of ISA-18.2). Null readings neither end nor extend an alarm; NaN extends an open one.
 * Readings are taken in the order in which they come. State: one alarm a key and side.
 *
 * @throws {@link PipelineError} when there is no limit at all, one is not a finite number, a clear limit lies beyond its
 * threshold, or `limits` are given without `by`.
 */
export function alarms<
  const Name extends string,
  const Key extends string = never,
  const Time extends string = 'timestamp',
>(options: AlarmsOptions<Name, Key, Time>): Alarms<Name, Key, Time> {
  return new Alarms(options);
}

/** See {@link alarms}. */
export class Alarms<Name extends string, Key extends string, Time extends string>
  implements Stage<AlarmReads<Name, Key, Time>, Making<AlarmFields<Key>>>
{
  readonly name = 'alarms';
  readonly reads: AlarmReads<Name, Key, Time>;
  declare readonly outputType?: Making<AlarmFields<Key>>;
  readonly #options: AlarmsOptions<Name, Key, Time>;
  #settings: AlarmSettings | undefined;
  readonly #type: AnyRecordType;
  readonly #dictionaries: ReturnType<AnyRecordType['dictionaries']>;
  readonly #keys = new KeySlots();
  readonly #limits = new LimitTable(this.#keys);
  readonly #above = new AlarmSideState('above');
  readonly #below = new AlarmSideState('below');

  constructor(options: AlarmsOptions<Name, Key, Time>) {
    const { field: name, by, timestamp = 'timestamp' } = options;
    checkLimits(this.name, options);
    this.#options = options;
    this.reads = {
      [name]: numericKinds,
      [timestamp]: ['timestamp'],
      ...(by === undefined ? {} : { [by]: ['dictionary'] }),
    } as unknown as typeof this.reads;
    const key = by === undefined ? {} : { [by]: field.dictionary().nullable() };
    this.#type = defineRecord('AlarmRecord', { ...key, ...alarmFields });
    this.#dictionaries = this.#type.dictionaries();
  }

  /** Made when first asked for, so that a description leaves no entries in the change log. */
  get settings(): AlarmSettings {
    this.#settings ??= new AlarmSettings(this.#options);
    return this.#settings;
  }

  create(): Alarms<Name, Key, Time> {
    return new Alarms(this.#options);
  }

  output(): AnyRecordType {
    return this.#type;
  }

  process(batch: AnyBatch, context: StageContext): undefined | Promise<undefined> {
    const ended = this.#follow(batch);
    context.absorb(batch);
    if (ended.length === 0) return undefined;
    const sent = context.emit(this.#batchOf(ended, (alarm) => alarm.last));
    return sent?.then(() => undefined);
  }

  async finish(context: StageContext): Promise<void> {
    const open = [...this.#above.open, ...this.#below.open].filter((alarm) => alarm !== undefined);
    open.sort((a, b) => a.start - b.start);
    if (open.length > 0) await context.emit(this.#batchOf(open, () => null));
  }

  /** Takes the rows into account, and returns the alarms that they ended. */
  #follow(batch: AnyBatch): Alarm[] {
    const { field: name, by, timestamp = 'timestamp' } = this.#options;
    const { values, validity } = valuesOf<Numbers>(batch, name);
    const times = valuesOf<Float64Array>(batch, timestamp).values;
    const keys = by === undefined ? undefined : keysOf(batch, by, this.#keys);
    this.#limits.update(this.settings);
    const { above, below } = this.#limits;
    const { clearAbove, clearBelow } = this.settings;
    const { selected, selection } = batch;
    const ended: Alarm[] = [];
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      if (validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0) continue;
      const slot = keys ? slotOf(keys, row) : 0;
      const value = values[row];
      const high = this.#above.next(slot, value, times[row], above[slot], clearAbove ?? above[slot]);
      if (high) ended.push(high);
      const low = this.#below.next(slot, value, times[row], below[slot], clearBelow ?? below[slot]);
      if (low) ended.push(low);
    }
    return ended;
  }

  #batchOf(list: readonly Alarm[], endOf: (alarm: Alarm) => number | null): AnyBatch {
    const { by } = this.#options;
    const batch = this.#type.batch(list.length, { dictionaries: this.#dictionaries });
    for (const alarm of list) {
      const { slot, side, start, peak, peakAt, records } = alarm;
      const key = by === undefined ? {} : { [by]: this.#keys.text(slot) };
      batch.append({ ...key, side, start, end: endOf(alarm), peak, peakAt, records });
    }
    return batch;
  }
}
