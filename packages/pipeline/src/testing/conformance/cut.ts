import type { Dictionaries, RecordInput, RecordType } from '@pipe/records';
import type { AnyBatch, AnyFields } from '../../any-record.ts';

/** Records to be put into batches in different ways. */
export class Cuttable {
  readonly recordType: RecordType<AnyFields>;
  readonly records: readonly RecordInput<AnyFields>[];

  constructor(recordType: RecordType<AnyFields>, records: readonly RecordInput<AnyFields>[]) {
    this.recordType = recordType;
    this.records = records;
  }

  /** Batches of so many records, with the dictionaries of one stream. */
  cut(size: number): AnyBatch[] {
    const dictionaries = this.recordType.dictionaries();
    return this.#pieces(size).map((records) => this.#batch(records, dictionaries));
  }

  /** The same, with rows between them that are not in play: those of other records. */
  cutWithRowsOutOfPlay(size: number): AnyBatch[] {
    const dictionaries = this.recordType.dictionaries();
    return this.#pieces(size).map((records) => {
      const others = records.map((_, i) => this.records[(i * 7 + 3) % this.records.length]);
      const mixed = records.flatMap((record, i) => [others[i], record, others[i]]);
      const inPlay = Uint32Array.from(records, (_, i) => i * 3 + 1);
      return this.#batch(mixed, dictionaries).narrow(inPlay, inPlay.length);
    });
  }

  /** The same, with dictionaries of its own in each batch, in which the texts have other codes each time. */
  cutWithOwnDictionaries(size: number): AnyBatch[] {
    return this.#pieces(size).map((records, index) => {
      const dictionaries = this.recordType.dictionaries();
      // Others first, so that a text's code depends on the batch.
      for (let i = 0; i < index % this.records.length; i += 1)
        this.#batch([this.records[this.records.length - 1 - i]], dictionaries).release();
      return this.#batch(records, dictionaries);
    });
  }

  #pieces(size: number): (readonly RecordInput<AnyFields>[])[] {
    const count = Math.ceil(this.records.length / size);
    return Array.from({ length: count }, (_, i) => this.records.slice(i * size, (i + 1) * size));
  }

  #batch(records: readonly RecordInput<AnyFields>[], dictionaries: Dictionaries<AnyFields>): AnyBatch {
    const batch = this.recordType.batch(records.length, { dictionaries });
    for (const record of records) batch.append(record);
    return batch;
  }
}
