/** On which side of the threshold an alarm is. */
export type AlarmSide = 'above' | 'below';

/** One alarm, open or over. */
export interface Alarm {
  readonly slot: number;
  readonly side: AlarmSide;
  /** Time of the first record in it, epoch milliseconds. */
  readonly start: number;
  /** Time of the last record in it so far. */
  last: number;
  /** The extreme on its side, and when it was reached first. */
  peak: number;
  peakAt: number;
  records: number;
}

/** The open alarms on one side, by key. */
export class AlarmSideState {
  readonly side: AlarmSide;
  readonly open: (Alarm | undefined)[] = [];
  /** +1 where greater is worse, −1 where smaller is: one comparison serves both sides. */
  readonly #sign: number;

  constructor(side: AlarmSide) {
    this.side = side;
    this.#sign = side === 'above' ? 1 : -1;
  }

  /**
   * Takes the next value of a key into account, and returns the alarm that it ends, if it does.
   *
   * An alarm begins with a value strictly beyond `limit`, and lasts through the last value before one strictly back past `clear`.
   */
  next(slot: number, value: number, time: number, limit: number, clear: number): Alarm | undefined {
    const alarm = this.open[slot];
    const sign = this.#sign;
    if (alarm === undefined) {
      if (value * sign > limit * sign) {
        this.open[slot] = {
          slot,
          side: this.side,
          start: time,
          last: time,
          peak: value,
          peakAt: time,
          records: 1,
        };
      }
      return undefined;
    }
    if (value * sign < clear * sign) {
      this.open[slot] = undefined;
      return alarm;
    }
    alarm.last = time;
    alarm.records += 1;
    if (value * sign > alarm.peak * sign) {
      alarm.peak = value;
      alarm.peakAt = time;
    }
    return undefined;
  }
}
