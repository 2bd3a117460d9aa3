import type { Ledger, StageReport } from '@pipe/pipeline';
import { duration, integer } from './format.ts';
import { table } from './table.ts';

/** `18,914 in = 149 out + 18,765 filtered + 0 dead-lettered + 0 dropped + 0 in flight`. */
export function ledgerText({ in: records, out, filtered, deadLettered, dropped, inFlight }: Ledger): string {
  const parts = [
    `${integer(out)} out`,
    `${integer(filtered)} filtered`,
    `${integer(deadLettered)} dead-lettered`,
    `${integer(dropped)} dropped`,
    `${integer(inFlight)} in flight`,
  ];
  return `${integer(records)} in = ${parts.join(' + ')}`;
}

/** What each stage took and how long it had each batch. */
export function stagesText(stages: readonly StageReport[]): string {
  return table(
    ['stage', 'in', 'out', 'errors', 'mean', 'p50', 'p99', 'max'],
    stages.map(({ name, recordsIn, recordsOut, errorCount, latency }) => [
      name,
      integer(recordsIn),
      integer(recordsOut),
      integer(errorCount),
      ...[latency.mean, latency.p50, latency.p99, latency.max].map(duration),
    ]),
  );
}
