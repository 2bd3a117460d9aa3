import { expect, test } from 'vitest';
import { audited, changesOf, consoleReporter, subscribe } from '../src/index.ts';

class MonitoredPipelineStage {
  @audited({ label: 'records_processed' }) accessor recordsProcessed = 0;
  @audited({ label: 'mean_latency_ms' }) accessor meanLatencyMs = 0;
  @audited({ label: 'error_count' }) accessor errorCount = 0;
  readonly stageName: string;

  constructor(stageName: string) {
    this.stageName = stageName;
  }

  simulateProcessing(records: number): void {
    for (let i = 0; i < records; i += 1) {
      this.recordsProcessed = i + 1;
      if (i % 10 === 9) this.meanLatencyMs = Math.round((i + 1) * 10) / 1000;
    }
  }
}

test('a monitored stage prints the 30 lines of its Python model, and keeps 26 entries', () => {
  const lines: string[] = [];
  const unsubscribe = subscribe(
    MonitoredPipelineStage,
    consoleReporter({ write: (line) => lines.push(line) }),
  );
  new MonitoredPipelineStage('ThresholdFilter').simulateProcessing(25);
  unsubscribe();

  const processed = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `[AUDIT] records_processed: ${from + i} → ${from + i + 1}`);
  expect(lines).toEqual([
    '[AUDIT] records_processed: undefined → 0',
    '[AUDIT] mean_latency_ms: undefined → 0',
    '[AUDIT] error_count: undefined → 0',
    ...processed(0, 10),
    '[AUDIT] mean_latency_ms: 0 → 0.1',
    ...processed(10, 20),
    '[AUDIT] mean_latency_ms: 0.1 → 0.2',
    ...processed(20, 25),
  ]);
  expect(lines).toHaveLength(30);
  expect(changesOf(MonitoredPipelineStage, 'recordsProcessed').size).toBe(26);
});
