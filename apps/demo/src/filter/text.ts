import type { DeadLetter } from '@pipe/pipeline';
import { duration, integer, isoTime } from '../terminal/format.ts';
import { ledgerText, stagesText } from '../terminal/report-text.ts';
import { table } from '../terminal/table.ts';
import type { AlarmRow, FilterResult } from './run-filter.ts';

const shownAlarms = 20;

/** The result for people: what `--format table` prints. */
export function toText({ report, ledger, alarms, matched, rolling }: FilterResult): string {
  const lines = [
    `${integer(matched.count)} of ${integer(ledger.in)} records are beyond the threshold${span(matched)}.`,
    ...(rolling ? [`${integer(rolling.count)} means of ${rolling.window} records are, too.`] : []),
    '',
    alarms.length === 0
      ? 'No alarms.'
      : alarms.length === 1
        ? 'One alarm'
        : `${integer(alarms.length)} alarms`,
    alarms.length === 0 ? '' : alarmsTable(alarms.slice(0, shownAlarms)),
  ];
  if (alarms.length > shownAlarms) {
    lines.push(`  … and ${integer(alarms.length - shownAlarms)} more: --format json prints all of them.\n`);
  }
  const rate = integer((ledger.in / report.durationMs) * 1_000);
  lines.push(stagesText(report.stages), `${ledgerText(ledger)}`);
  lines.push(`${duration(report.durationMs)}, ${rate} records a second\n`);
  return lines.join('\n');
}

/** Alarms as a table, in the order given. */
function alarmsTable(alarms: readonly AlarmRow[]): string {
  return table(
    ['sensor', 'side', 'start', 'end', 'peak', 'at', 'records'],
    alarms.map(({ sensorId, side, start, end, peak, peakAt, records }) => [
      sensorId,
      side,
      isoTime(start),
      end === null ? 'still open' : isoTime(end),
      peak.toFixed(2),
      isoTime(peakAt),
      integer(records),
    ]),
  );
}

/** The first rows that could not be read, each with its cause. */
export function deadLettersText(letters: readonly DeadLetter[], count: number): string {
  const shown = letters
    .slice(0, 5)
    .map(({ cause }) => `  ${cause instanceof Error ? cause.message : String(cause)}\n`);
  const more = count > shown.length ? `  … and ${integer(count - shown.length)} more\n` : '';
  const what = count === 1 ? 'one row was set aside' : `${integer(count)} rows were set aside`;
  return `${what}; --dead-letters FILE keeps such rows whole:\n${shown.join('')}${more}`;
}

function span({ first, last }: FilterResult['matched']): string {
  if (first === undefined || last === undefined) return '';
  return `, the first at ${isoTime(first)}, the last at ${isoTime(last)}`;
}
