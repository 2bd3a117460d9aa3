import type { Fields, RecordBatch, RowNumbers, RowView } from '@pipe/records';
import { rowReader } from '@pipe/records/operations';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { AddedField, type NumberColumn, type NumberInto } from '../../internal/added-field.ts';
import {
  functionProblem,
  type ReadsFields,
  readsFields,
  readsRule,
  requireFields,
} from '../../internal/declared-fields.ts';
import { anything, checkOptions, fieldName, type OptionRules } from '../../internal/option-rules.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import type { Adding } from '../../output-type.ts';
import type { Stage } from '../../types.ts';

interface DeriveBasics<F extends Fields, Into extends string> {
  /** The field that receives the number: a nullable float64, added where there is none of that name. */
  readonly into: Into;
  /** The fields that the function reads: all of a record type (`Reading.fields`), or some of them. */
  readonly reads: F;
}

interface DeriveByRow<F extends Fields, Into extends string> extends DeriveBasics<F, Into> {
  /** The number of a record, or null where there is none. The record is a view, good until the function returns. */
  readonly compute: (record: RowView<F>) => number | null;
  readonly columns?: never;
}

interface DeriveByColumn<F extends Fields, Into extends string> extends DeriveBasics<F, Into> {
  /**
   * Writes the numbers of all rows in play to `into`, as the kernels of `@pipe/records/kernels` do; in an added field, a
   * row that is not set stays null. The batch is to be read only, until the function returns.
   */
  readonly columns: (batch: RecordBatch<F>, into: NumberColumn) => void;
  readonly compute?: never;
}

/** How to derive a number: by a function of a record, or by one of whole columns. */
export type DeriveOptions<F extends Fields, Into extends string> =
  | DeriveByRow<F, Into>
  | DeriveByColumn<F, Into>;

/**
 * A number computed from the other fields of each record, in a field of its own: `compute` gets one record after the other,
 * `columns` all of a batch at once.
 *
 * A null in `reads` reaches `compute` as null, and null that it returns is null in the field; NaN and the infinities are
 * numbers like any other. `into` may be one of the fields read. Cost: one call and the fields it reads, a record; with
 * `columns` what its kernels cost. State: none.
 *
 * @throws {@link PipelineError} when `reads` are no fields, or there is not exactly one function; while it runs a TypeError,
 * which fails the batch, when `compute` returns neither a number nor null.
 */
export function derive<const F extends Fields, const Into extends string>(
  options: DeriveOptions<F, Into>,
): Stage<ReadsFields<F>, Adding<NumberInto<Into>>> {
  checkOptions('derive', options, deriveRules, ({ compute, columns }) => [
    functionProblem(['compute', 'columns'], [compute, columns]),
  ]);
  return new Derive(options);
}

class Derive<F extends Fields, Into extends string>
  implements Stage<ReadsFields<F>, Adding<NumberInto<Into>>>
{
  readonly name = 'derive';
  readonly reads: ReadsFields<F>;
  declare readonly outputType?: Adding<NumberInto<Into>>;
  readonly #options: DeriveOptions<F, Into>;
  readonly #added: AddedField;
  #nulls: RowNumbers = new Uint16Array(0);

  constructor(options: DeriveOptions<F, Into>) {
    this.reads = readsFields(options.reads);
    this.#options = options;
    this.#added = new AddedField(options.into);
  }

  create(): Derive<F, Into> {
    return new Derive(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireFields(input, this.#options.reads, this.#options.columns !== undefined);
    return this.#added.typeOf(input);
  }

  process(batch: AnyBatch): AnyBatch {
    const { into, compute, columns } = this.#options;
    const result = this.#added.addTo(batch);
    const column = result.writable(into) as NumberColumn;
    if (compute) this.#computeRows(result, column, compute);
    else columns(result, column);
    return result;
  }

  #computeRows(batch: AnyBatch, column: NumberColumn, compute: (record: RowView<F>) => number | null): void {
    const rows = rowsInPlay(batch);
    const { values } = column;
    if (this.#nulls.length < batch.selected) this.#nulls = rowNumbers(batch.capacity);
    const { selected } = batch;
    const reader = rowReader(batch);
    let nulls = 0;
    for (let index = 0; index < selected; index += 1) {
      const row = rows[index];
      const number = compute(reader.view(row) as RowView<F>);
      if (number === null) {
        this.#nulls[nulls] = row;
        nulls += 1;
      } else if (typeof number === 'number') values[row] = number;
      else throw new TypeError(`compute returns a number or null; for a record it returned ${typeof number}`);
    }
    reader.end();
    // Only now: the function may have read the field that is written.
    column.setAllValid();
    for (let i = 0; i < nulls; i += 1) column.setNull(this.#nulls[i]);
  }
}

const deriveRules: OptionRules<DeriveOptions<Fields, string>> = {
  into: fieldName,
  reads: readsRule,
  compute: anything,
  columns: anything,
};
