import { formatText, formatValue } from '../internal/format.ts';
import { type ReadTrailOptions, readTrail, type TrailEntry } from './read-trail.ts';

export interface ShowTrailOptions extends ReadTrailOptions {
  /**
   * Takes a line, without its end.
   * @defaultValue console.log
   */
  readonly write?: (line: string) => void;
}

/**
 * Writes the entries of a trail that meet the filter, a line each: when, who, what, why. Text in them can forge no line.
 *
 * @returns how many there were. Throws `tampered` at the first entry that does not verify, after those before it.
 */
export function showTrail(path: string, { write = console.log, ...options }: ShowTrailOptions = {}): number {
  let shown = 0;
  for (const entry of readTrail(path, options)) {
    write(lineOf(entry));
    shown += 1;
  }
  return shown;
}

function lineOf(entry: TrailEntry): string {
  const { actor, ownerId, attribute, oldValue, newValue } = entry;
  const what = `${formatText(`${ownerId}.${attribute}`)}: ${formatValue(oldValue)} → ${formatValue(newValue)}`;
  return [timeOf(entry), formatText(actor ?? '-'), `${what}${refusalOf(entry)}`, ...reasonsOf(entry)].join(
    '  ',
  );
}

function timeOf({ timestamp }: TrailEntry): string {
  const time = new Date(timestamp);
  return Number.isNaN(time.getTime()) ? formatValue(timestamp) : time.toISOString();
}

function refusalOf({ outcome, rule = '' }: TrailEntry): string {
  return outcome === 'rejected' ? ` (rejected: ${formatText(rule)})` : '';
}

function reasonsOf({ reason, correlationId }: TrailEntry): string[] {
  return [reason, correlationId && `[${correlationId}]`].filter((text) => text !== undefined).map(formatText);
}
