import { isoTime } from '../terminal/format.ts';
import type { FilterResult } from './run-filter.ts';

/** The result as plain data: what `--format json` prints. */
export function toJson({ report, ledger, alarms, matched, rolling }: FilterResult): object {
  const { in: records, out, filtered, deadLettered, dropped, inFlight } = ledger;
  return {
    ledger: { in: records, out, filtered, deadLettered, dropped, inFlight },
    alarms: alarms.map(({ start, end, peakAt, ...alarm }) => ({
      sensorId: alarm.sensorId,
      side: alarm.side,
      start: isoTime(start),
      end: end === null ? null : isoTime(end),
      peak: alarm.peak,
      peakAt: isoTime(peakAt),
      records: alarm.records,
    })),
    matched: { count: matched.count, first: timeOrNull(matched.first), last: timeOrNull(matched.last) },
    ...(rolling ? { rolling } : {}),
    stages: report.stages,
    durationMs: report.durationMs,
    recordsPerSecond: report.durationMs > 0 ? (records / report.durationMs) * 1_000 : 0,
  };
}

function timeOrNull(time: number | undefined): string | null {
  return time === undefined ? null : isoTime(time);
}
