import { audited, finite, nonNegative } from '@pipe/audit';

/** When the batch was dealt with whose metrics are being written. */
let batchTime: number | undefined;

/** Reading the clock is most of what an entry costs: the entries of a batch share one reading. */
const clock = (): number => batchTime ?? Date.now();

/**
 * What a stage has done so far. Every change is in the change log of the class; a metric that would turn negative or
 * stop being a number is refused.
 */
export class StageMetrics {
  @audited({ label: 'records_in', check: nonNegative, clock }) accessor recordsIn = 0;
  @audited({ label: 'records_out', check: nonNegative, clock }) accessor recordsOut = 0;
  @audited({ label: 'error_count', check: nonNegative, clock }) accessor errorCount = 0;
  /** Time that the stage had a batch, in milliseconds. */
  @audited({ label: 'busy_ms', check: [finite, nonNegative], clock }) accessor busyMs = 0;
  /** Mean time that the stage had a batch, in milliseconds. */
  @audited({ label: 'mean_latency_ms', check: [finite, nonNegative], clock }) accessor meanLatencyMs = 0;
}

/** A batch has been dealt with; `recordsOut` and `meanLatencyMs` are those of all batches. */
export function countBatch(
  metrics: StageMetrics,
  { recordsIn, recordsOut, busyMs, meanLatencyMs }: Omit<StageMetrics, 'errorCount'>,
): void {
  batchTime = Date.now();
  try {
    metrics.recordsIn += recordsIn;
    metrics.recordsOut = recordsOut;
    metrics.busyMs += busyMs;
    metrics.meanLatencyMs = meanLatencyMs;
  } finally {
    batchTime = undefined;
  }
}
