import { csvSource } from '@pipe/csv';
import { defineRecord, field, type RecordType } from '@pipe/records';
import type { CsvInput, Found } from './readings-file.ts';

/** All four columns of the generated file. */
const Generated = defineRecord('Generated', {
  timestamp: field.timestamp(),
  sensorId: field.dictionary({ limit: 256 }),
  value: field.float64(),
  unit: field.dictionary({ limit: 256 }),
});

/** Both columns of the measured one. */
const Measured = defineRecord('Measured', { timestamp: field.timestamp(), value: field.float64() });

type Totals = { -readonly [name in keyof Found]: number };

/** Reads the records that begin in a range of the file, all of them without one, column by column. */
export async function ourTotals(
  path: string,
  kind: CsvInput,
  range?: { readonly start: number; readonly end: number },
): Promise<Found> {
  // Of either file the values and times are numbers without nulls.
  const recordType: RecordType = 'rows' in kind ? Generated : Measured;
  const source = csvSource(path, recordType, range && { range });
  const totals: Totals = { rows: 0, sum: 0, latest: Number.NEGATIVE_INFINITY };
  for await (const batch of source.stream()) {
    add(
      totals,
      batch.length,
      batch.column('value') as Float64Array,
      batch.column('timestamp') as Float64Array,
    );
    batch.release();
  }
  return totals;
}

/** Apart from where batches are waited for: engines do well by loops in functions that never wait. */
function add(totals: Totals, rows: number, values: Float64Array, times: Float64Array): void {
  let { sum, latest } = totals;
  for (let row = 0; row < rows; row += 1) {
    sum += values[row];
    if (times[row] > latest) latest = times[row];
  }
  totals.rows += rows;
  totals.sum = sum;
  totals.latest = latest;
}
