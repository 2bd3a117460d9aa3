import type { Adding, Stage } from '@pipe/pipeline';
import { type Field, field, type RecordBatch, type RecordType } from '@pipe/records';

const firstReading = Date.UTC(2010, 4, 9, 8);
const intervalMs = 5_000;

type Timestamp = { readonly timestamp: Field<number, 'timestamp', false, false> };

/** Gives each reading a time: the data has only its number, and says that readings are five seconds apart. */
export class SynthesiseTime implements Stage<{ reading: readonly ['uint32'] }, Adding<Timestamp>> {
  readonly name = 'synthesiseTime';
  readonly reads = { reading: ['uint32'] } as const;
  declare readonly outputType?: Adding<Timestamp>;
  #output: RecordType | undefined;

  output(input: RecordType): RecordType {
    this.#output ??= input.extend('TimedReading', { timestamp: field.timestamp() });
    return this.#output;
  }

  process(batch: RecordBatch): RecordBatch {
    const timed = batch.as(this.output(batch.type));
    const readings = timed.column('reading') as Uint32Array;
    const times = timed.writable('timestamp').values;
    for (let row = 0; row < timed.length; row += 1) times[row] = firstReading + readings[row] * intervalMs;
    return timed;
  }
}
