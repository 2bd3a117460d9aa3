import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import type { OutputType } from '../../../output-type.ts';
import type { Reads, Stage } from '../../../types.ts';
import type { FillPlan } from './fill-plan.ts';
import { FillTarget } from './fill-target.ts';

/** Writes one and the same number where there is none. */
export class FillConstant<Needs extends Reads, Output extends OutputType> implements Stage<Needs, Output> {
  readonly name: string;
  readonly reads: Needs;
  declare readonly outputType?: Output;
  readonly #plan: FillPlan;
  readonly #value: number;
  readonly #target: FillTarget;

  constructor(plan: FillPlan, value: number) {
    this.name = plan.name;
    this.reads = plan.reads as Needs;
    this.#plan = plan;
    this.#value = value;
    this.#target = new FillTarget(plan.field, plan.into);
  }

  create(): FillConstant<Needs, Output> {
    return new FillConstant(this.#plan, this.#value);
  }

  output(input: AnyRecordType): AnyRecordType {
    return this.#target.typeOf(input);
  }

  process(batch: AnyBatch): AnyBatch {
    const result = this.#target.addTo(batch);
    const { rows, count, values, validity, out } = this.#target.open(result);
    fillWith(this.#value, values, validity, rows, count, out.values);
    return result;
  }
}

// A function of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
function fillWith(
  value: number,
  values: Float64Array,
  validity: Uint8Array,
  rows: RowNumbers,
  count: number,
  into: Float64Array,
): void {
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    into[row] = (validity[row >> 3] >> (row & 7)) & 1 ? values[row] : value;
  }
}
