import { audited, finite, nonNegative } from '@pipe/audit';

/**
 * What a stage has done so far. Every change is in the change log of the class; a metric that would turn negative or
 * stop being a number is refused.
 */
export class StageMetrics {
  @audited({ label: 'records_in', check: nonNegative }) accessor recordsIn = 0;
  @audited({ label: 'records_out', check: nonNegative }) accessor recordsOut = 0;
  @audited({ label: 'error_count', check: nonNegative }) accessor errorCount = 0;
  /** Time that the stage had a batch, in milliseconds. */
  @audited({ label: 'busy_ms', check: [finite, nonNegative] }) accessor busyMs = 0;
  /** Mean time that the stage had a batch, in milliseconds. */
  @audited({ label: 'mean_latency_ms', check: [finite, nonNegative] }) accessor meanLatencyMs = 0;
}
