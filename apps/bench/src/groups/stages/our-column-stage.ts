import type { Adding, Stage } from '@pipe/pipeline';
import { type Field, field, type RecordBatch, type RecordType } from '@pipe/records';
import { fahrenheit, range } from './reading.ts';

type Number64 = Field<number, 'float64', false, false>;

type ColumnStage<Into extends string> = Stage<
  { readonly value: readonly ['float64'] },
  Adding<{ readonly [Name in Into]: Number64 }>
>;

const { low, high } = range;

/** The value as a share of its range, in the column `normalized`. */
export const normalize = () =>
  columnStage('normalized', (values, into, { selected, selection }) => {
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      into[row] = (values[row] - low) / (high - low);
    }
  });

/** The value in degrees Fahrenheit, in the column `fahrenheit`. */
export const toFahrenheit = () =>
  columnStage('fahrenheit', (values, into, { selected, selection }) => {
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      into[row] = fahrenheit(values[row]);
    }
  });

/** A stage of one's own: fills a new column from the values of the rows in play. */
function columnStage<Into extends string>(
  into: Into,
  fill: (values: Float64Array, into: Float64Array, batch: RecordBatch) => void,
): ColumnStage<Into> {
  const outputs = new WeakMap<RecordType, RecordType>();
  const output = (input: RecordType): RecordType => {
    const known = outputs.get(input) ?? input.extend(input.name, { [into]: field.float64() });
    outputs.set(input, known);
    return known;
  };
  return {
    name: into,
    reads: { value: ['float64'] },
    output,
    process(batch) {
      const result: RecordBatch = batch.as(output(batch.type));
      fill(result.column('value') as Float64Array, result.writable(into).values as Float64Array, result);
      return result;
    },
    create: () => columnStage(into, fill),
  };
}
