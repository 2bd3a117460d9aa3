import type { Fields } from '../field.ts';
import { checkWhole } from '../internal/check-whole.ts';
import type { RecordBatch } from '../record-batch.ts';

/** The rows in play of several batches of one layout, in a new batch with dictionaries of its own. */
export function concat<F extends Fields>(batches: readonly RecordBatch<F>[]): RecordBatch<F> {
  checkWhole('concat: batches', batches.length, 1, Number.MAX_SAFE_INTEGER);
  const rows = batches.reduce((sum, batch) => sum + batch.selected, 0);
  const whole = batches[0].type.batch(rows);
  for (const batch of batches) whole.appendBatch(batch);
  return whole;
}
