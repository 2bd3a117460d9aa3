import type { AnyBatch } from '../any-record.ts';

/** A row of a batch, by its physical number, as a record that outlives the batch. */
export function rowOf(batch: AnyBatch, row: number): unknown {
  const alone = batch.fork().narrow(Uint32Array.of(row), 1);
  const record = alone.at(0);
  alone.release();
  return record;
}
