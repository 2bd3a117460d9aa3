import { defineAudited, finite, nonNegative } from '@pipe/audit';

/** When the batch was dealt with whose metrics are being written. */
let batchTime: number | undefined;

/** Reading the clock is most of what an entry costs: the entries of a batch share one reading. */
const clock = (): number => batchTime ?? Date.now();

/**
 * What a stage has done so far. Every change is in the change log of the class; a metric that would turn negative or
 * stop being a number is refused.
 */
export class StageMetrics {
  declare recordsIn: number;
  declare recordsOut: number;
  declare errorCount: number;
  /** Time that the stage had a batch, in milliseconds. */
  declare busyMs: number;
  /** Mean time that the stage had a batch, in milliseconds. */
  declare meanLatencyMs: number;

  constructor() {
    this.recordsIn = 0;
    this.recordsOut = 0;
    this.errorCount = 0;
    this.busyMs = 0;
    this.meanLatencyMs = 0;
  }
}

// Decorators would say the same, and what compilers make of them is a kilobyte in every browser.
defineAudited(StageMetrics, {
  recordsIn: { label: 'records_in', check: nonNegative, clock },
  recordsOut: { label: 'records_out', check: nonNegative, clock },
  errorCount: { label: 'error_count', check: nonNegative, clock },
  busyMs: { label: 'busy_ms', check: [finite, nonNegative], clock },
  meanLatencyMs: { label: 'mean_latency_ms', check: [finite, nonNegative], clock },
});

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
