import type { AnyBatch } from '../any-record.ts';
import type { Sink } from '../types.ts';

/** A sink that keeps every record. */
// biome-ignore lint/suspicious/noExplicitAny: rows of whatever type the pipeline ends with, unless the caller says which.
export interface CollectingSink<Row = any> extends Sink {
  /** The records so far, in the order of arrival: rows of their own, which outlive the batches. */
  readonly rows: readonly Row[];
}

/** Keeps every record in `rows`, for tests and small results: memory grows with the input. */
// biome-ignore lint/suspicious/noExplicitAny: see CollectingSink.
export function collect<Row = any>(): CollectingSink<Row> {
  return new Collect<Row>();
}

class Collect<Row> implements CollectingSink<Row> {
  readonly name = 'collect';
  readonly rows: Row[] = [];

  consume(batch: AnyBatch): void {
    for (const row of batch.toRows()) this.rows.push(row as Row);
  }
}
