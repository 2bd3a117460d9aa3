import type { Dictionaries } from '@pipe/records';
import type { AnyBatch, AnyFields, AnyRecordType } from '../any-record.ts';

/** Makes the batches of records that a stage sends on itself: one stream, so one dictionary for each field. */
export class MadeRecords {
  readonly type: AnyRecordType;
  #dictionaries: Dictionaries<AnyFields>;

  constructor(type: AnyRecordType) {
    this.type = type;
    this.#dictionaries = type.dictionaries();
  }

  /** An empty batch for so many records. */
  batch(records: number): AnyBatch {
    // Keys come and go, dictionaries only grow: before one could overflow, all begin anew.
    const isTight = Object.values(this.#dictionaries).some((dictionary) => !hasRoom(dictionary, records));
    if (isTight) this.#dictionaries = this.type.dictionaries();
    return this.type.batch(records, { dictionaries: this.#dictionaries });
  }
}

function hasRoom(dictionary: unknown, texts: number): boolean {
  const { size, limit } = dictionary as { size: number; limit: number };
  return size === 0 || size + texts <= limit;
}
