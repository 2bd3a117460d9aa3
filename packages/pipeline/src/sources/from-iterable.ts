import type { Fields, RecordBatch, RecordType } from '@pipe/records';
import type { Source, StreamOptions } from '../types.ts';
import { Batcher, checkBatchSize, type RecordItem, recordsBefore } from './batcher.ts';

export interface FromIterableOptions {
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
 * A source of records that a loop can go over: of records, of whole batches (which are handed over), or of both.
 *
 * Its position is the number of records given out. A run that goes on from one reads the iterable from its beginning and
 * leaves those out, so it has to give the same records each time; what is new each time goes to {@link fromAsyncIterable}.
 * A record that does not fit the record type becomes a dead letter.
 *
 * @param items - The iterable, or a function that makes it anew for each run. A generator can be read by one run only.
 */
export function fromIterable<F extends Fields>(
  recordType: RecordType<F>,
  items: Iterable<RecordItem<F>> | (() => Iterable<RecordItem<F>>),
  options: FromIterableOptions = {},
): Source<F> {
  checkBatchSize('fromIterable', options.batchSize ?? 1);
  return iterableSource(recordType, items, options);
}

type Items<F extends Fields> = Iterable<RecordItem<F>> | (() => Iterable<RecordItem<F>>);

/** The source of an iterable. An iterator that is its own iterable, as a generator is, has nothing left for a second run. */
export function iterableSource<F extends Fields>(
  recordType: RecordType<F>,
  items: Items<F>,
  options: FromIterableOptions,
): Source<F> {
  const Kind = 'next' in items ? IterableSource : RereadSource;
  return new Kind(recordType, items, options);
}

class IterableSource<F extends Fields> implements Source<F> {
  readonly name: string;
  readonly recordType: RecordType<F>;
  readonly #items: Items<F>;
  readonly #batchSize: number;
  #given = 0;
  #itemsRead = 0;

  constructor(recordType: RecordType<F>, items: Items<F>, options: FromIterableOptions) {
    this.name = options.name ?? recordType.name;
    this.recordType = recordType;
    this.#items = items;
    this.#batchSize = options.batchSize ?? 2_048;
  }

  position(): number {
    return this.#given;
  }

  progress(): number | undefined {
    const length = lengthOf(this.#items);
    return length === undefined || length === 0 ? undefined : Math.min(1, this.#itemsRead / length);
  }

  async *stream({ position, deadLetter }: StreamOptions): AsyncGenerator<RecordBatch<F>> {
    const start = recordsBefore(position);
    const batcher = new Batcher(this.recordType, { batchSize: this.#batchSize, start, deadLetter });
    this.#given = start;
    try {
      for (const item of typeof this.#items === 'function' ? this.#items() : this.#items) {
        this.#itemsRead += 1;
        const setAside = batcher.add(item);
        if (setAside) await setAside;
        if (batcher.ready.length > 0) yield* this.#give(batcher);
      }
    } catch (failure) {
      // What had been read before goes on before the failure does.
      batcher.complete();
      yield* this.#give(batcher);
      throw failure;
    }
    batcher.complete();
    yield* this.#give(batcher);
  }

  *#give({ ready }: Batcher<F>): Generator<RecordBatch<F>> {
    for (let stamped = ready.shift(); stamped; stamped = ready.shift()) {
      this.#given = stamped.read;
      yield stamped.batch;
    }
  }
}

class RereadSource<F extends Fields> extends IterableSource<F> {
  readonly #again: () => RereadSource<F>;

  constructor(recordType: RecordType<F>, items: Items<F>, options: FromIterableOptions) {
    super(recordType, items, options);
    this.#again = () => new RereadSource(recordType, items, options);
  }

  create(): RereadSource<F> {
    return this.#again();
  }
}

function lengthOf(items: object): number | undefined {
  if (Array.isArray(items)) return items.length;
  return items instanceof Set || items instanceof Map ? items.size : undefined;
}
