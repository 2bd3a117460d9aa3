import { check, checkChoice, checkNames } from '../option-checks.ts';
import { checkTimePattern } from './check-time-pattern.ts';

/** How the times of a field are written; ISO 8601 and epoch milliseconds when nothing is said. */
export interface TimeOptions {
  /** A Unicode date pattern: `dd/MM/yyyy HH.mm.ss`. See the guide. */
  readonly format?: string;
  /** What plain numbers count since 1970. @defaultValue 'ms' */
  readonly unit?: 's' | 'ms' | 'us' | 'ns';
}

/** @throws CsvError `invalid-option` for a bad pattern, or one together with a unit. */
export function checkTimeOptions(name: string, options: TimeOptions): void {
  checkNames(name, Object.keys(options), ['format', 'unit']);
  const { format, unit = 'ms' } = options;
  checkChoice(`${name}.unit`, unit, ['s', 'ms', 'us', 'ns']);
  if (format === undefined) return;
  checkTimePattern(`${name}.format`, format);
  check(unit === 'ms', `${name}.unit`, 'none with a format: they exclude each other', unit);
}
