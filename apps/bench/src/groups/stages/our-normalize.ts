import type { Adding, Stage } from '@pipe/pipeline';
import { type Field, field, type RecordBatch, type RecordType } from '@pipe/records';
import { range } from './reading.ts';

const { low, high } = range;

type Normalizing = Stage<
  { readonly value: readonly ['float64'] },
  Adding<{ readonly normalized: Field<number, 'float64', false, false> }>
>;

/** A stage of one's own: the value as a share of its range, in a new column. */
export function normalize(): Normalizing {
  const outputs = new WeakMap<RecordType, RecordType>();
  const output = (input: RecordType): RecordType => {
    const known = outputs.get(input) ?? input.extend(input.name, { normalized: field.float64() });
    outputs.set(input, known);
    return known;
  };
  return {
    name: 'normalize',
    reads: { value: ['float64'] },
    output,
    process(batch) {
      const result: RecordBatch = batch.as(output(batch.type));
      const values = result.column('value') as Float64Array;
      const normalized = result.writable('normalized').values as Float64Array;
      const { selected, selection } = result;
      for (let i = 0; i < selected; i += 1) {
        const row = selection === undefined ? i : selection[i];
        normalized[row] = (values[row] - low) / (high - low);
      }
      return result;
    },
    create: normalize,
  };
}
