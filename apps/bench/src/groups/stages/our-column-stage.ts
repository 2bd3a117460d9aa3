import type { Adding, Stage } from '@pipe/pipeline';
import { type Field, field, type RecordBatch, type RecordType } from '@pipe/records';
import { fahrenheit } from './reading.ts';

type ToFahrenheit = Stage<
  { readonly value: readonly ['float64'] },
  Adding<{ readonly fahrenheit: Field<number, 'float64', false, false> }>
>;

/** A stage of one's own: the value in degrees Fahrenheit, in the column `fahrenheit`. */
export function toFahrenheit(): ToFahrenheit {
  const outputs = new WeakMap<RecordType, RecordType>();
  const output = (input: RecordType): RecordType => {
    const known = outputs.get(input) ?? input.extend(input.name, { fahrenheit: field.float64() });
    outputs.set(input, known);
    return known;
  };
  return {
    name: 'toFahrenheit',
    reads: { value: ['float64'] },
    output,
    process(batch) {
      const result: RecordBatch = batch.as(output(batch.type));
      const into = result.writable('fahrenheit').values as Float64Array;
      convert(result.column('value') as Float64Array, into, result);
      return result;
    },
    create: toFahrenheit,
  };
}

function convert(values: Float64Array, into: Float64Array, { selected, selection }: RecordBatch): void {
  for (let i = 0; i < selected; i += 1) {
    const row = selection === undefined ? i : selection[i];
    into[row] = fahrenheit(values[row]);
  }
}
