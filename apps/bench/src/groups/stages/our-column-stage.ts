import type { Adding, Stage } from '@pipe/pipeline';
import { type Field, field, type RecordBatch, type RecordType, type RowNumbers } from '@pipe/records';
import { fahrenheit } from './reading.ts';

type ToFahrenheit = Stage<
  { readonly value: readonly ['float64'] },
  Adding<{ readonly fahrenheit: Field<number, 'float64', false, false> }>
>;

const outputs = new WeakMap<RecordType, RecordType>();

function output(input: RecordType): RecordType {
  const known = outputs.get(input) ?? input.extend(input.name, { fahrenheit: field.float64() });
  outputs.set(input, known);
  return known;
}

/** A stage of one's own: the value in degrees Fahrenheit, in the column `fahrenheit`. */
export function toFahrenheit(): ToFahrenheit {
  return {
    name: 'toFahrenheit',
    reads: { value: ['float64'] },
    output,
    process(batch) {
      const result: RecordBatch = batch.as(output(batch.type));
      const into = result.writable('fahrenheit').values as Float64Array;
      const values = result.column('value') as Float64Array;
      if (result.selection === undefined) convertAll(values, into, result.length);
      else convert(values, into, result.selection);
      return result;
    },
    create: toFahrenheit,
  };
}

export function convertAll(values: Float64Array, into: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row += 1) into[row] = fahrenheit(values[row]);
}

function convert(values: Float64Array, into: Float64Array, selection: RowNumbers): void {
  for (let i = 0; i < selection.length; i += 1) {
    const row = selection[i];
    into[row] = fahrenheit(values[row]);
  }
}
