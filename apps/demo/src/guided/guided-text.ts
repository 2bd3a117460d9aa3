import { consoleReporter } from '@pipe/audit';
import { duration, integer, isoTime } from '../terminal/format.ts';
import { ledgerText, stagesText } from '../terminal/report-text.ts';
import { table } from '../terminal/table.ts';
import type { GuidedResult } from './run-guided.ts';
import { credit } from './sensor-network.ts';
import { sparkline } from './sparkline.ts';

/** What the guided run shows: the readings, the alarms, the labels, the audit trail, the costs. */
export function guidedText(result: GuidedResult, bytes: { objects: number; batches: number }): string {
  const { report } = result;
  const records = report.ledger.in;
  return [
    `\n${integer(records)} real readings of four wireless sensors, two indoors and two outdoors.`,
    'They carry numbers, no times: five seconds apart from 2010-05-09 08:00 UTC is synthesised.',
    `  ${credit}\n`,
    section('Relative humidity, 40 to 80 %', drawings(result)),
    section('Alarms: the mean of three readings beyond the limit of its sensor', alarmTable(result)),
    section('Against the labels', labels(result)),
    section('A limit changed while it ran', auditTrail(result)),
    section('Stages, per batch', stagesText(report.stages)),
    section('Nothing lost', ledgers(result)),
    section('Memory', memory(bytes)),
    `${duration(report.durationMs)} for ${integer(records)} readings, ${integer((records / report.durationMs) * 1_000)} a second.`,
    'Your own file: pnpm demo filter --input FILE --above N\n',
  ].join('\n');
}

function section(title: string, body: string): string {
  return `${title}\n\n${body}`;
}

function drawings({ observations }: GuidedResult): string {
  return [...observations.byMote]
    .map(([mote, readings]) => {
      const line = sparkline(
        readings.map(({ humidity }) => humidity),
        64,
        40,
        80,
      );
      return `  ${moteName(mote)}  ${line}\n`;
    })
    .join('');
}

function alarmTable({ alarms }: GuidedResult): string {
  return table(
    ['sensor', 'start', 'end', 'peak', 'readings'],
    alarms.map(({ mote, start, end, peak, records }) => [
      moteName(mote),
      isoTime(start),
      end === null ? 'still open' : isoTime(end),
      `${peak.toFixed(1)} %`,
      integer(records),
    ]),
  );
}

function labels({ events, falseAlarms }: GuidedResult): string {
  const hit = events.filter((event) => event.hit > 0);
  const labelled = events.reduce((sum, { readings }) => sum + readings.length, 0);
  const inside = events.reduce((sum, event) => sum + event.hit, 0);
  const elsewhere = falseAlarms.length === 1 ? 'one alarm is' : `${integer(falseAlarms.length)} alarms are`;
  return (
    `  The alarms hit ${hit.length} of the ${events.length} labelled events, ` +
    `and ${integer(inside)} of their ${integer(labelled)} readings; ${elsewhere} outside any event.\n`
  );
}

function auditTrail({ changes }: GuidedResult): string {
  const lines: string[] = [];
  const report = consoleReporter({ write: (line) => lines.push(`  ${line.trimEnd()}\n`) });
  for (const change of changes) {
    report(change);
    lines.push(`          by ${change.actor}: ${change.reason}\n`);
  }
  return lines.join('');
}

function ledgers({ report: { ledger } }: GuidedResult): string {
  return (
    `  all readings     ${ledgerText(ledger)}\n` +
    `  beyond a limit   ${ledgerText(ledger.branches.matched ?? ledger)}\n`
  );
}

function memory({ objects, batches }: { objects: number; batches: number }): string {
  const share = ((batches / objects) * 100).toFixed(0);
  return `  ${batches.toFixed(1)} bytes a reading in batches, ${objects.toFixed(1)} as plain objects: ${share} % of them.\n`;
}

function moteName(mote: string): string {
  return `${mote === '1' || mote === '2' ? 'indoors ' : 'outdoors'} ${mote}`;
}
