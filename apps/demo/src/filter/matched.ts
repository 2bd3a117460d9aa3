import type { Sink } from '@pipe/pipeline';
import type { RecordBatch } from '@pipe/records';

/** Counts the matched records, and keeps the times of the first and the last. */
export class Matched implements Sink {
  readonly name = 'matched';
  count = 0;
  /** Epoch milliseconds. */
  first: number | undefined;
  last: number | undefined;

  consume(batch: RecordBatch): void {
    if (batch.selected === 0) return;
    const times = batch.column('timestamp') as Float64Array;
    const { selection, selected } = batch;
    this.first ??= times[selection?.[0] ?? 0];
    this.last = times[selection?.[selected - 1] ?? selected - 1];
    this.count += selected;
  }
}
