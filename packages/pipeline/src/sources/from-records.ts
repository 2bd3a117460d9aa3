import type { Fields, RecordBatch, RecordInput, RecordType } from '@pipe/records';
import type { Source } from '../types.ts';

export interface FromRecordsOptions {
  /**
   * The source's name in reports.
   *
   * @defaultValue the record type's name
   */
  readonly name?: string;
  /**
   * Records in a batch.
   *
   * @defaultValue 2_048
   */
  readonly batchSize?: number;
}

/**
 * A source of records that are in memory already. Its position is the number of records given out.
 *
 * The iterable is read anew for each run; every record is checked as it is put into a batch, and one that does not fit
 * the record type becomes a dead letter.
 */
export function fromRecords<F extends Fields>(
  recordType: RecordType<F>,
  records: Iterable<RecordInput<F>>,
  options: FromRecordsOptions = {},
): Source<F> {
  return new RecordSource(recordType, records, options);
}

class RecordSource<F extends Fields> implements Source<F> {
  readonly name: string;
  readonly recordType: RecordType<F>;
  readonly #records: Iterable<RecordInput<F>>;
  readonly #options: FromRecordsOptions;
  #given = 0;

  constructor(recordType: RecordType<F>, records: Iterable<RecordInput<F>>, options: FromRecordsOptions) {
    this.name = options.name ?? recordType.name;
    this.recordType = recordType;
    this.#records = records;
    this.#options = options;
  }

  create(): RecordSource<F> {
    return new RecordSource(this.recordType, this.#records, this.#options);
  }

  position(): number {
    return this.#given;
  }

  progress(): number | undefined {
    return Array.isArray(this.#records) && this.#records.length > 0
      ? this.#given / this.#records.length
      : undefined;
  }

  async *stream({ position, deadLetter }: Parameters<Source['stream']>[0]): AsyncGenerator<RecordBatch<F>> {
    const { batchSize = 2_048 } = this.#options;
    const dictionaries = this.recordType.dictionaries();
    const start = typeof position === 'number' ? position : 0;
    let batch = this.recordType.batch(batchSize, { dictionaries });
    let read = 0;
    for (const record of this.#records) {
      read += 1;
      if (read <= start) continue;
      try {
        batch.append(record);
      } catch (cause) {
        await deadLetter({ raw: record, cause, position: read - 1 });
      }
      if (batch.length < batchSize) continue;
      this.#given = read;
      yield batch;
      batch = this.recordType.batch(batchSize, { dictionaries });
    }
    this.#given = read;
    if (batch.length > 0) yield batch;
  }
}
