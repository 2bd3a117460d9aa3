import type { Fields, RecordInput, RecordType, RowView } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { type ReadsFields, readsFields, readsRule, requireFields } from '../../internal/declared-fields.ts';
import { MadeRecords } from '../../internal/made-records.ts';
import { checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import { printed } from '../../internal/options.ts';
import type { Making } from '../../output-type.ts';
import type { Stage, StageContext } from '../../types.ts';

export interface FlatMapOptions<F extends Fields, Made extends Fields> {
  /** The fields that the function reads: all of a record type (`Reading.fields`), or some of them. */
  readonly reads: F;
  /** The type of the records that the function makes. */
  readonly makes: RecordType<Made>;
  /** The records made of one, in order; none is fine. The record is a view, good until the next one is asked for. */
  readonly map: (record: RowView<F>) => Iterable<RecordInput<Made>>;
}

/** The most records of a batch that it sends on. */
const batchSize = 2_048;

/**
 * Any number of other records made of each record, in the order of these.
 *
 * What comes in counts as `out` in the ledger, and what is made is counted in one of its own, `ledger.derived.flatMap`. A
 * null in `reads` reaches `map` as null. All records made of a batch are there before the first of them is sent on: when
 * `map` throws, or makes one that is no record of the type, the batch fails as a whole. Cost: one call and the fields it
 * reads, a record, and a checked copy of each record made. State: none.
 *
 * @throws {@link PipelineError} when `reads` are no fields, `makes` is no record type or `map` is no function.
 */
export function flatMap<const F extends Fields, Made extends Fields>(
  options: FlatMapOptions<F, Made>,
): Stage<ReadsFields<F>, Making<Made>> {
  checkOptions('flatMap', options, flatMapRules);
  return new FlatMap(options);
}

class FlatMap<F extends Fields, Made extends Fields> implements Stage<ReadsFields<F>, Making<Made>> {
  readonly name = 'flatMap';
  readonly reads: ReadsFields<F>;
  declare readonly outputType?: Making<Made>;
  readonly #options: FlatMapOptions<F, Made>;
  readonly #made: MadeRecords;

  constructor(options: FlatMapOptions<F, Made>) {
    this.reads = readsFields(options.reads);
    this.#options = options;
    this.#made = new MadeRecords(options.makes);
  }

  create(): FlatMap<F, Made> {
    return new FlatMap(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireFields(input, this.#options.reads, false);
    return this.#options.makes;
  }

  async process(batch: AnyBatch, context: StageContext): Promise<undefined> {
    const made = this.#batchesOf(this.#recordsOf(batch));
    context.absorb(batch);
    for (const records of made) await context.emit(records);
  }

  #recordsOf(batch: AnyBatch): RecordInput<Made>[] {
    const made: RecordInput<Made>[] = [];
    for (const record of batch) {
      for (const one of this.#options.map(record as RowView<F>)) made.push(one);
    }
    return made;
  }

  #batchesOf(records: readonly RecordInput<Made>[]): AnyBatch[] {
    const batches: AnyBatch[] = [];
    for (let start = 0; start < records.length; start += batchSize) {
      const part = records.slice(start, start + batchSize);
      batches.push(this.#made.batch(part.length).appendRows(part));
    }
    return batches;
  }
}

const flatMapRules: OptionRules<FlatMapOptions<Fields, Fields>> = {
  reads: readsRule,
  makes: (name, value) =>
    typeof (value as Partial<AnyRecordType> | null | undefined)?.batch === 'function'
      ? undefined
      : `${name} is a record type; it was ${printed(value)}`,
  map: (name, value) =>
    typeof value === 'function' ? undefined : `${name} is a function; it was ${printed(value)}`,
};
