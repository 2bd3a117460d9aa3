import { derive } from '@pipe/pipeline';
import { OurReading } from './our-reading.ts';
import { fahrenheit } from './reading.ts';

/**
 * The value in degrees Fahrenheit, by whole columns: also of rows that a filter has left out, which takes less than to ask
 * for each whether it is one.
 */
export const toFahrenheit = <const Into extends string>(into: Into) =>
  derive({
    into,
    reads: { value: OurReading.fields.value },
    columns: (batch, column) => {
      convertAll(batch.column('value'), column.values, batch.length);
      column.setAllValid();
    },
  });

function convertAll(celsius: Float64Array, into: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row += 1) into[row] = fahrenheit(celsius[row]);
}
