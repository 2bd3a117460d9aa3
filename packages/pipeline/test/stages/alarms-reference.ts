import type { ReadingInput } from '../readings.ts';

interface Limits {
  readonly above?: number;
  readonly below?: number;
  readonly clearAbove?: number;
  readonly clearBelow?: number;
}

export interface AlarmsReferenceOptions extends Limits {
  readonly by?: 'sensorId';
  readonly limits?: Readonly<Record<string, Limits>>;
  readonly raiseDelayMs?: number;
  readonly clearDelayMs?: number;
  readonly staleMs?: number;
  readonly emit?: 'ended' | 'changes';
  readonly updateMs?: number;
  /** At most three: of more, those that have fallen silent early go by age. */
  readonly maxKeys?: number;
  /** No shorter than `staleMs`: what is forgotten is not stale. */
  readonly idleMs?: number;
}

interface Value {
  readonly timestamp: number;
  readonly value: number;
  /** Place in the order of all readings. */
  readonly order: number;
}

interface OpenAlarm {
  readonly side: 'above' | 'below' | 'stale';
  readonly start: number;
  /** Those in it. */
  values: readonly Value[];
  /** Those since one was back, until it goes on or has ended. */
  back: readonly Value[];
  isRaised: boolean;
  reportedAt: number;
}

interface Key {
  readonly name: string;
  open: OpenAlarm[];
  latest: Value;
  last: Value;
}

/** The alarms of readings, in the order in which they are sent on; each is the list of the readings in it. */
export function alarmsReference(
  readings: readonly ReadingInput[],
  options: AlarmsReferenceOptions,
): object[] {
  const alarms = new PlainAlarms(options);
  for (const [order, { sensorId, timestamp, value }] of readings.entries()) {
    if (value !== null) alarms.take(options.by ? sensorId : '', { timestamp, value, order });
  }
  alarms.finish();
  return alarms.rows;
}

class PlainAlarms {
  readonly rows: object[] = [];
  readonly #options: AlarmsReferenceOptions;
  /** A new key takes the place of the one that leaves. */
  readonly #keys: Key[] = [];
  #clock = Number.NEGATIVE_INFINITY;

  constructor(options: AlarmsReferenceOptions) {
    this.#options = options;
  }

  take(name: string, value: Value): void {
    this.#clock = Math.max(this.#clock, value.timestamp);
    this.#raiseStale();
    const key = this.#keyOf(name, value);
    key.last = value;
    if (value.timestamp > key.latest.timestamp) {
      for (const stale of key.open.filter(({ side }) => side === 'stale')) {
        this.#end(key, stale, value.timestamp);
      }
      key.latest = value;
    }
    this.#follow(key, 'above', value);
    this.#follow(key, 'below', value);
  }

  finish(): void {
    this.#reportLeft(alarmsOf(this.#keys).toSorted((one, other) => one.alarm.start - other.alarm.start));
  }

  #raiseStale(): void {
    const { staleMs = Number.POSITIVE_INFINITY } = this.#options;
    const silent = this.#keys
      .filter(({ open }) => !open.some(({ side }) => side === 'stale'))
      .filter(({ latest }) => this.#clock - latest.timestamp >= staleMs)
      .toSorted(
        ({ latest: one }, { latest: other }) => one.timestamp - other.timestamp || one.order - other.order,
      );
    for (const key of silent) {
      const alarm = this.#open(key, 'stale', key.latest);
      alarm.isRaised = true;
      this.#report('raised', key, alarm);
    }
  }

  #follow(key: Key, side: 'above' | 'below', value: Value): void {
    const { limit, clear } = this.#limitsOf(key, side);
    const [sign, known] = [side === 'above' ? 1 : -1, key.open.find((each) => each.side === side)];
    const isBeyond = sign * value.value > sign * limit;
    const isBack = sign * value.value < sign * clear;
    if (!known && !isBeyond) return;
    const alarm = known ?? this.#open(key, side, value);
    if (!known || (alarm.back.length > 0 ? isBeyond : !isBack)) this.#goOn(key, alarm, value);
    else this.#goBack(key, alarm, value);
  }

  #goOn(key: Key, alarm: OpenAlarm, value: Value): void {
    const { raiseDelayMs = 0 } = this.#options;
    alarm.values = [...alarm.values, ...alarm.back, value];
    alarm.back = [];
    if (alarm.isRaised) {
      this.#update(key, alarm, value);
    } else if (value.timestamp - alarm.start >= raiseDelayMs) {
      alarm.isRaised = true;
      alarm.reportedAt = value.timestamp;
      this.#report('raised', key, alarm);
    }
  }

  #goBack(key: Key, alarm: OpenAlarm, value: Value): void {
    const { clearDelayMs = 0 } = this.#options;
    alarm.back = [...alarm.back, value];
    const hasEnded = value.timestamp - alarm.back[0].timestamp >= clearDelayMs;
    if (!alarm.isRaised) key.open = key.open.filter((each) => each !== alarm);
    else if (hasEnded) this.#end(key, alarm, alarm.values[alarm.values.length - 1].timestamp);
    else this.#update(key, alarm, value);
  }

  #open(key: Key, side: OpenAlarm['side'], { timestamp }: Value): OpenAlarm {
    const alarm = { side, start: timestamp, values: [], back: [], isRaised: false, reportedAt: timestamp };
    key.open.push(alarm);
    return alarm;
  }

  #end(key: Key, alarm: OpenAlarm, end: number): void {
    key.open = key.open.filter((each) => each !== alarm);
    this.#report('cleared', key, alarm, end);
  }

  #update(key: Key, alarm: OpenAlarm, { timestamp }: Value): void {
    const { updateMs = Number.POSITIVE_INFINITY } = this.#options;
    if (timestamp - alarm.reportedAt < updateMs) return;
    alarm.reportedAt = timestamp;
    this.#report('updated', key, alarm);
  }

  /** Alarms whose end will not be seen. */
  #reportLeft(left: readonly { key: Key; alarm: OpenAlarm }[]): void {
    const state = this.#options.emit === 'changes' ? 'updated' : 'cleared';
    for (const { key, alarm } of left) if (alarm.isRaised) this.#report(state, key, alarm);
  }

  #report(
    state: string,
    { name, latest }: Key,
    { side, start, values }: OpenAlarm,
    end: number | null = null,
  ): void {
    const { by, emit = 'ended' } = this.#options;
    if (emit === 'ended' && state !== 'cleared') return;
    const peak = side === 'stale' ? latest : values.reduce((most, each) => moreExtreme(side, most, each));
    this.rows.push({
      ...(by && { [by]: name }),
      ...(emit === 'changes' && { state }),
      ...{ side, start, end, peak: peak.value, peakAt: peak.timestamp, records: values.length },
    });
  }

  #limitsOf({ name }: Key, side: 'above' | 'below'): { limit: number; clear: number } {
    const { limits = {} } = this.#options;
    const own = Object.hasOwn(limits, name) ? limits[name] : {};
    const clearName = side === 'above' ? 'clearAbove' : 'clearBelow';
    const limit = own[side] ?? this.#options[side] ?? Number.NaN;
    return { limit, clear: own[clearName] ?? this.#options[clearName] ?? limit };
  }

  #keyOf(name: string, value: Value): Key {
    const { maxKeys = Number.POSITIVE_INFINITY } = this.#options;
    const isIdle = (key: Key) => this.#isIdle(key);
    const known = this.#keys.findIndex((each) => each.name === name);
    if (known >= 0 && !isIdle(this.#keys[known])) return this.#keys[known];
    const oldest = this.#keys.toSorted((one, other) => one.last.order - other.last.order)[0];
    const isFull = this.#keys.length === maxKeys;
    const idle = this.#keys.findIndex(isIdle);
    const leaving = [known, idle, isFull ? this.#keys.indexOf(oldest) : -1].find((place) => place >= 0);
    const key: Key = { name, open: [], latest: value, last: value };
    const left = this.#keys[leaving ?? this.#keys.length];
    this.#keys[leaving ?? this.#keys.length] = key;
    if (left) this.#reportLeft(alarmsOf([left]));
    return key;
  }

  #isIdle({ latest }: Key): boolean {
    return this.#clock - latest.timestamp > (this.#options.idleMs ?? Number.POSITIVE_INFINITY);
  }
}

/** By side, and then by key. */
function alarmsOf(keys: readonly Key[]): { key: Key; alarm: OpenAlarm }[] {
  const all = keys.flatMap((key) => key.open.map((alarm) => ({ key, alarm })));
  return ['above', 'below', 'stale'].flatMap((side) => all.filter(({ alarm }) => alarm.side === side));
}

/** The first of two values that are as extreme. */
function moreExtreme(side: OpenAlarm['side'], one: Value, other: Value): Value {
  const isMore = side === 'above' ? other.value > one.value : other.value < one.value;
  return isMore ? other : one;
}
