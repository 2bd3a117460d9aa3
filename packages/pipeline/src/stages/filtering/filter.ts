import type { Fields, RecordBatch, RowNumbers, RowView } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import {
  functionProblem,
  type ReadsFields,
  readsFields,
  readsRule,
  requireFields,
} from '../../internal/declared-fields.ts';
import { anything, checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import { rowNumbers } from '../../internal/rows-in-play.ts';
import type { Unchanged } from '../../output-type.ts';
import type { Stage } from '../../types.ts';

interface FilterBasics<F extends Fields> {
  /** The fields that the function reads: all of a record type (`Reading.fields`), or some of them. */
  readonly reads: F;
}

interface FilterByRow<F extends Fields> extends FilterBasics<F> {
  /** Whether a record stays. The record is a view, good until the function returns. */
  readonly where: (record: RowView<F>) => boolean;
  readonly columns?: never;
}

interface FilterByColumn<F extends Fields> extends FilterBasics<F> {
  /**
   * Writes the numbers of the rows that stay to `kept`, ascending, and returns how many they are, as the kernels of
   * `@pipe/records/kernels` do. They are among those in play. The batch is to be read only.
   */
  readonly columns: (batch: RecordBatch<F>, kept: RowNumbers) => number;
  readonly where?: never;
}

/** How to tell which records stay: by a function of a record, or by one of whole columns. */
export type FilterOptions<F extends Fields> = FilterByRow<F> | FilterByColumn<F>;

/**
 * Keeps the records that a function says are to stay: `where` is asked for one record after the other, `columns` for all
 * of a batch at once.
 *
 * A null reaches `where` as null; the kernels let none pass. The others count as filtered. For limits that are to be
 * settings, see {@link thresholdFilter}. Cost: one call and the fields it reads, a record; with `columns` what its
 * kernels cost. No record is moved. State: none.
 *
 * @throws {@link PipelineError} when `reads` are no fields, or there is not exactly one function.
 */
export function filter<const F extends Fields>(options: FilterOptions<F>): Stage<ReadsFields<F>, Unchanged> {
  checkOptions('filter', options, filterRules, ({ where, columns }) => [
    functionProblem(['where', 'columns'], [where, columns]),
  ]);
  return new Filter(options);
}

class Filter<F extends Fields> implements Stage<ReadsFields<F>> {
  readonly name = 'filter';
  readonly reads: ReadsFields<F>;
  readonly #options: FilterOptions<F>;
  #kept: RowNumbers = new Uint16Array(0);

  constructor(options: FilterOptions<F>) {
    this.reads = readsFields(options.reads);
    this.#options = options;
  }

  create(): Filter<F> {
    return new Filter(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireFields(input, this.#options.reads, this.#options.columns !== undefined);
    return input;
  }

  process(batch: AnyBatch): AnyBatch {
    const { where, columns } = this.#options;
    if (where) return batch.select(where as (record: RowView<Fields>) => boolean);
    if (this.#kept.length < batch.length) this.#kept = rowNumbers(batch.capacity);
    return batch.narrow(this.#kept, columns(batch, this.#kept));
  }
}

const filterRules: OptionRules<FilterOptions<Fields>> = {
  reads: readsRule,
  where: anything,
  columns: anything,
};
