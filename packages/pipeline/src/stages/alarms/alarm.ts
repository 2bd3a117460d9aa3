/** What an alarm is about: a value above or below its limit, or a key that has fallen silent. */
export type AlarmSide = 'above' | 'below' | 'stale';

/** One alarm, open or over. Plain data, as a snapshot keeps it. */
export interface Alarm {
  readonly key: string | null;
  readonly side: AlarmSide;
  /** Time of the first record in it, epoch milliseconds. */
  readonly start: number;
  /** Time of the last record in it so far. */
  last: number;
  /** The extreme on its side, and when it was reached first. */
  peak: number;
  peakAt: number;
  records: number;
  /** Whether it has lasted for as long as it takes to be raised. */
  isRaised: boolean;
  /** Since when values have been back past the clear limit; `undefined` while they are not. */
  backSince: number | undefined;
  /** How many values have come since then: they are in the alarm if it goes on. */
  backRecords: number;
  /** Event time at which it was last reported. */
  reportedAt: number;
}

/** What has become of an alarm. */
export type AlarmState = 'raised' | 'updated' | 'cleared';

/** A report on an alarm: the numbers as they were at that moment. */
export interface AlarmReport {
  readonly state: AlarmState;
  readonly alarm: Alarm;
  readonly end: number | null;
}

/** An alarm with its first record. */
export function openAlarm(key: string | null, side: AlarmSide, value: number, time: number): Alarm {
  return {
    key,
    side,
    start: time,
    last: time,
    peak: value,
    peakAt: time,
    records: 1,
    isRaised: false,
    backSince: undefined,
    backRecords: 0,
    reportedAt: time,
  };
}
