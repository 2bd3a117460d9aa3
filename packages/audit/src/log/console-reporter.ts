import { formatText, formatValue } from '../internal/format.ts';
import type { Change, ChangeListener } from '../types.ts';

export interface ConsoleReporterOptions {
  /**
   * Takes a line, without its end.
   * @defaultValue console.log
   */
  readonly write?: (line: string) => void;
}

/** A listener that prints each change on one line: `[AUDIT] records_processed: 0 → 1`. */
export function consoleReporter({ write = console.log }: ConsoleReporterOptions = {}): ChangeListener {
  return (change) => write(lineOf(change));
}

function lineOf({ label, oldValue, newValue, outcome, rule }: Change): string {
  const refused = outcome === 'rejected' ? ` (rejected: ${formatText(rule ?? '')})` : '';
  return `[AUDIT] ${formatText(label)}: ${formatValue(oldValue)} → ${formatValue(newValue)}${refused}`;
}
