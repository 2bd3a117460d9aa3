import { defineRecord, field } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import type { KeyField } from '../../internal/key-field.ts';
import { MadeRecords } from '../../internal/made-records.ts';
import type { AlarmReport } from './alarm.ts';
import type { AlarmEmission } from './alarm-options.ts';

// Of few texts, but limits as wide as a byte: dictionaries are made anew before so many alarms as there are could overflow one.
const alarmFields = {
  side: field.dictionary({ limit: 256 }),
  start: field.timestamp(),
  end: field.timestamp().nullable(),
  peak: field.float64(),
  peakAt: field.timestamp(),
  records: field.uint32(),
};

const stateField = { state: field.dictionary({ limit: 256 }) };

/** The names that a key field cannot have. */
export const ownAlarmFields: readonly string[] = [...Object.keys(alarmFields), 'state'];

/** The fields of an alarm that has ended, behind the field that it is keyed by. */
export type AlarmFields<Key extends string> = KeyField<Key> & typeof alarmFields;

/** The fields of a change of an alarm: what has become of it, and those of the alarm so far. */
export type AlarmChangeFields<Key extends string> = KeyField<Key> & typeof stateField & typeof alarmFields;

/** The record type of alarms: `key` is the field they are keyed by, if any. */
export function alarmType(key: KeyField<string>, emission: AlarmEmission): AnyRecordType {
  return emission === 'ended'
    ? defineRecord('AlarmRecord', { ...key, ...alarmFields })
    : defineRecord('AlarmChange', { ...key, ...stateField, ...alarmFields });
}

const leastRows = 64;

/** Makes batches of reports. */
export class AlarmRecords {
  readonly type: AnyRecordType;
  readonly #made: MadeRecords;
  readonly #by: string | undefined;
  readonly #hasState: boolean;

  constructor(type: AnyRecordType, by: string | undefined) {
    this.type = type;
    this.#made = new MadeRecords(type);
    this.#by = by;
    this.#hasState = 'state' in type.fields;
  }

  batch(reports: readonly AlarmReport[]): AnyBatch {
    // One of few sizes, whose memory is used again.
    const batch = this.#made.batch(2 ** Math.ceil(Math.log2(Math.max(reports.length, leastRows))));
    for (const { state, alarm, end } of reports) {
      const { key, side, start, peak, peakAt, records } = alarm;
      const record: Record<string, unknown> = { side, start, end, peak, peakAt, records };
      if (this.#by !== undefined) record[this.#by] = key;
      if (this.#hasState) record.state = state;
      batch.append(record);
    }
    return batch;
  }
}
