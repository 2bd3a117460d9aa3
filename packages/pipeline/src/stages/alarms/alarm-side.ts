import { type Alarm, openAlarm } from './alarm.ts';

/** How long a state must last before it counts, in milliseconds of event time. */
export interface AlarmDelays {
  readonly raise: number;
  readonly clear: number;
}

/** From where on a value is in alarm, and how far back it must come to be out of it. */
export interface AlarmLimit {
  readonly limit: number;
  readonly clear: number;
}

/** The alarms on one side of the threshold, by slot. */
export class AlarmSideState {
  /** The open alarm of each slot, whether raised yet or not. */
  readonly open: (Alarm | undefined)[] = [];
  readonly side: 'above' | 'below';
  /** +1 where greater is worse, −1 where smaller is: one comparison serves both sides. */
  readonly #sign: number;

  constructor(side: 'above' | 'below') {
    this.side = side;
    this.#sign = side === 'above' ? 1 : -1;
  }

  /** Opens an alarm with a value strictly beyond the limit, and returns it when it is raised at once. */
  begin(
    slot: number,
    key: string | null,
    value: number,
    time: number,
    limit: number,
    raise: number,
  ): Alarm | undefined {
    if (!(value * this.#sign > limit * this.#sign)) return undefined;
    const alarm = openAlarm(key, this.side, value, time);
    this.open[slot] = alarm;
    alarm.isRaised = raise <= 0;
    return alarm.isRaised ? alarm : undefined;
  }

  /**
   * Takes the next value of an open alarm into account, and says what that does to it.
   *
   * A value strictly back past the clear limit ends the alarm, or begins to: with a delay, it has ended when so much time
   * has passed without a value beyond the limit. An alarm that has not been raised yet is withdrawn.
   */
  follow(
    alarm: Alarm,
    value: number,
    time: number,
    { limit, clear }: AlarmLimit,
    delays: AlarmDelays,
  ): 'raised' | 'cleared' | 'withdrawn' | undefined {
    const isBack = value * this.#sign < clear * this.#sign;
    if (alarm.backSince === undefined) {
      if (!isBack) return this.#extend(alarm, value, time, delays.raise);
      if (!alarm.isRaised) return 'withdrawn';
      if (delays.clear <= 0) return 'cleared';
      alarm.backSince = time;
    } else if (value * this.#sign > limit * this.#sign) {
      alarm.records += alarm.backRecords;
      alarm.backSince = undefined;
      alarm.backRecords = 0;
      return this.#extend(alarm, value, time, delays.raise);
    } else if (time - alarm.backSince >= delays.clear) {
      return 'cleared';
    }
    alarm.backRecords += 1;
    return undefined;
  }

  #extend(alarm: Alarm, value: number, time: number, raise: number): 'raised' | undefined {
    alarm.last = time;
    alarm.records += 1;
    if (value * this.#sign > alarm.peak * this.#sign) {
      alarm.peak = value;
      alarm.peakAt = time;
    }
    if (alarm.isRaised || time - alarm.start < raise) return undefined;
    alarm.isRaised = true;
    return 'raised';
  }
}
