import { type Fields, RecordBatch, type RecordInput, type RecordType } from '@pipe/records';
import { PipelineError } from '../errors.ts';
import type { Position, StreamOptions } from '../types.ts';

/** A record, or a whole batch of them: a batch is handed over, and belongs to the pipeline from then on. */
export type RecordItem<F extends Fields> = RecordInput<F> | RecordBatch<F>;

/** What is read at once: an item, or several records that came together. */
export type Chunk<F extends Fields> = RecordItem<F> | readonly RecordInput<F>[];

/** A batch, and the number of records that had been read when it was complete. */
export interface StampedBatch<F extends Fields> {
  readonly batch: RecordBatch<F>;
  readonly read: number;
}

/** How records are put into batches, and which of them come first. */
export interface BatcherOptions extends Pick<StreamOptions, 'deadLetter'> {
  readonly batchSize: number;
  /** Records to leave out, since an earlier run has taken care of them. */
  readonly start: number;
}

/** Puts records into batches, in order; one that does not fit the record type is set aside. Whole batches stay as they are. */
export class Batcher<F extends Fields> {
  /** Batches that are complete. */
  readonly ready: StampedBatch<F>[] = [];
  readonly #recordType: RecordType<F>;
  readonly #dictionaries: ReturnType<RecordType<F>['dictionaries']>;
  readonly #options: BatcherOptions;
  #batch: RecordBatch<F> | undefined;
  #read = 0;

  constructor(recordType: RecordType<F>, options: BatcherOptions) {
    this.#recordType = recordType;
    this.#dictionaries = recordType.dictionaries();
    this.#options = options;
  }

  /** Whether there is a batch at hand that is not complete. */
  get isFilling(): boolean {
    return this.#batch !== undefined;
  }

  /** Takes what is read next. Returns a promise when a record was set aside and its taker asks to be waited for. */
  add(chunk: Chunk<F>): void | Promise<void> {
    if (chunk instanceof RecordBatch) return this.#addBatch(chunk);
    if (Array.isArray(chunk)) return this.#addAll(chunk);
    return this.#addRecord(chunk as RecordInput<F>);
  }

  #addAll(records: readonly RecordInput<F>[]): void | Promise<void> {
    const setAside: Promise<void>[] = [];
    for (const record of records) {
      const waiting = this.#addRecord(record);
      if (waiting) setAside.push(waiting);
    }
    if (setAside.length > 0) return Promise.all(setAside).then(() => {});
  }

  #addRecord(record: RecordInput<F>): void | Promise<void> {
    const index = this.#read;
    this.#read += 1;
    if (index < this.#options.start) return;
    const { batchSize, deadLetter } = this.#options;
    this.#batch ??= this.#recordType.batch(batchSize, { dictionaries: this.#dictionaries });
    try {
      this.#batch.append(record);
    } catch (cause) {
      return deadLetter({ raw: record, cause, position: index });
    }
    if (this.#batch.length === batchSize) this.complete();
  }

  /**
   * Completes the batch at hand, however few records it has. It is empty when all of them were set aside, and carries the
   * position behind them.
   */
  complete(): void {
    if (this.#batch === undefined) return;
    this.#stamp(this.#batch);
    this.#batch = undefined;
  }

  /** Forgets what has not been given out. */
  discard(): void {
    this.ready.length = 0;
    this.#batch = undefined;
  }

  #addBatch(batch: RecordBatch<F>): void {
    const { name, schemaHash } = this.#recordType;
    if (batch.type.schemaHash !== schemaHash) {
      throw new PipelineError(
        'component-failed',
        `expected batches of ${name}, got one of ${batch.type.name}, which has other fields; ` +
          `give the source the record type that its batches have, or make them with ${name}.batch()`,
      );
    }
    this.complete();
    const known = Math.max(0, this.#options.start - this.#read);
    this.#read += batch.selected;
    if (known >= batch.selected) batch.release();
    else this.#stamp(known > 0 ? withoutFirst(batch, known) : batch);
  }

  #stamp(batch: RecordBatch<F>): void {
    this.ready.push({ batch, read: this.#read });
  }
}

function withoutFirst<F extends Fields>(batch: RecordBatch<F>, count: number): RecordBatch<F> {
  const rows = batch.selection ?? Uint32Array.from({ length: batch.length }, (_, row) => row);
  return batch.narrow(rows.slice(count), rows.length - count);
}

/** The number of records that a position of these sources stands for. */
export function recordsBefore(position: Position | undefined): number {
  if (position === undefined) return 0;
  if (typeof position === 'number' && Number.isSafeInteger(position) && position >= 0) return position;
  throw new PipelineError(
    'component-failed',
    `a position of this source is the number of records before it; it was ${JSON.stringify(position)}. ` +
      'Was the checkpoint made by another source of the same name?',
  );
}

/** Refuses a batch size that is none. */
export function checkBatchSize(source: string, batchSize: number): void {
  if (Number.isSafeInteger(batchSize) && batchSize > 0) return;
  throw new PipelineError(
    'invalid-pipeline',
    `${source}: batchSize is a number of records, 1 or more; it was ${String(batchSize)}.`,
  );
}
