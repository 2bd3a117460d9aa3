import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import type { NumberColumn } from '../../../internal/added-field.ts';
import { isMissing } from '../../../internal/key-slots.ts';
import { NumberReader, type NumberRows } from '../../../internal/number-reader.ts';
import { PairTable } from '../../../internal/pair-table.ts';
import type { OutputType } from '../../../output-type.ts';
import type { Reads, Stage } from '../../../types.ts';
import { codesOf } from '../../filtering/keep-rows.ts';
import { ownOf } from '../../filtering/limits.ts';
import { NumberTarget } from '../number-target.ts';
import type { Span } from './running-range.ts';
import type { DeviationScale, RangeScale } from './scale.ts';

/** Where zero is, and how long one is. */
type Measure = readonly [origin: number, unit: number];

/** What stands for a key that there is no scale for. */
const none: Measure = [Number.NaN, Number.NaN];

/** What a scale measures by; one that was fitted serves either method. */
export function measureOf(scale: RangeScale | DeviationScale, method: 'range' | 'z-score'): Measure {
  if (method === 'range' && 'min' in scale) return [scale.min, scale.max - scale.min];
  return 'mean' in scale ? [scale.mean, scale.deviation] : none;
}

/** What a {@link GivenNormalize} does. */
export interface GivenPlan {
  readonly name: string;
  readonly reads: Reads;
  readonly field: string;
  /** In place without it. */
  readonly into: string | undefined;
  readonly by: string | undefined;
  /** Of all keys that have none of their own. */
  readonly measure: Measure | undefined;
  readonly measures: { readonly [key: string]: Measure };
  /** What 0 and 1 are mapped onto. */
  readonly span: Span;
}

/** Normalises by scales that do not change: nothing is remembered from batch to batch. */
export class GivenNormalize<Needs extends Reads, Output extends OutputType> implements Stage<Needs, Output> {
  readonly name: string;
  readonly reads: Needs;
  declare readonly outputType?: Output;
  readonly #plan: GivenPlan;
  readonly #target: NumberTarget;
  readonly #numbers: NumberReader;
  readonly #measures: PairTable<GivenPlan>;

  constructor(plan: GivenPlan) {
    this.name = plan.name;
    this.reads = plan.reads as Needs;
    this.#plan = plan;
    this.#target = new NumberTarget(plan.field, plan.into, plan.measure === undefined);
    this.#numbers = new NumberReader(plan.field);
    this.#measures = new PairTable(({ measure, measures }, key) => ownOf(measures, key) ?? measure ?? none);
  }

  create(): GivenNormalize<Needs, Output> {
    return new GivenNormalize(this.#plan);
  }

  output(input: AnyRecordType): AnyRecordType {
    return this.#target.typeOf(input);
  }

  process(batch: AnyBatch): AnyBatch {
    const { by, span } = this.#plan;
    const result = this.#target.addTo(batch);
    const numbers = this.#numbers.read(result);
    const out = this.#target.open(result, numbers.validity);
    this.#measures.update(this.#plan, by === undefined ? undefined : result.dictionary(by));
    const { first, second } = this.#measures;
    if (by === undefined) measureAll(numbers, [first[0], second[0]], span, out);
    else measureByKey(numbers, codesOf(result, by), { first, second }, span, out);
    return result;
  }
}

function measureAll(
  { values, rows, count }: NumberRows,
  [origin, unit]: Measure,
  [low, high]: Span,
  out: NumberColumn,
): void {
  const stretch = high - low;
  const target = out.values;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    target[row] = ((values[row] - origin) / unit) * stretch + low;
  }
}

function measureByKey(
  { values, rows, count }: NumberRows,
  { codes, validity }: ReturnType<typeof codesOf>,
  { first, second }: { readonly first: Float64Array; readonly second: Float64Array },
  [low, high]: Span,
  out: NumberColumn,
): void {
  const stretch = high - low;
  const target = out.values;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const place = validity !== undefined && isMissing(validity, row) ? 0 : codes[row] + 1;
    const unit = second[place];
    if (unit > 0) target[row] = ((values[row] - first[place]) / unit) * stretch + low;
    else out.setNull(row);
  }
}
