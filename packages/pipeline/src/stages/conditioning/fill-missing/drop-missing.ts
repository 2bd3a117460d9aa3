import type { AnyBatch } from '../../../any-record.ts';
import { NumberReader } from '../../../internal/number-reader.ts';
import type { Reads, Stage } from '../../../types.ts';

/** Leaves out the records that have no value. */
export class DropMissing<Needs extends Reads> implements Stage<Needs> {
  readonly name: string;
  readonly reads: Needs;
  readonly #field: string;
  readonly #numbers: NumberReader;

  constructor(name: string, reads: Reads, field: string) {
    this.name = name;
    this.reads = reads as Needs;
    this.#field = field;
    this.#numbers = new NumberReader(field);
  }

  create(): DropMissing<Needs> {
    return new DropMissing(this.name, this.reads, this.#field);
  }

  process(batch: AnyBatch): AnyBatch {
    const { rows, count } = this.#numbers.read(batch);
    return count === batch.selected ? batch : batch.narrow(rows, count);
  }
}
