import { CsvError } from '@pipe/csv';
import { userPath } from '../../command-line/user-path.ts';
import type { FilterOptions } from '../options.ts';
import type { FilterResult } from '../run-filter.ts';
import { readHead } from './file-head.ts';
import { guessOptions, type LayoutValues } from './guess-options.ts';
import { spellCommand } from './spell-command.ts';

/** A command that reads rows which were set aside, or `undefined` where a look at the file finds none. */
export async function rereadCommand(
  { ledger, report }: FilterResult,
  { input, given, delimiter }: FilterOptions,
): Promise<string | undefined> {
  const causes = report.deadLetters.map(({ cause }) => cause);
  const isAmiss = (field: string) =>
    causes.some((cause) => cause instanceof CsvError && cause.field === field);
  // A few bad times among good ones say nothing of the format.
  const isTimeAmiss = isAmiss('timestamp') && ledger.deadLettered > ledger.in / 2;
  const head = await readHead(userPath(input));
  const guess = head && guessOptions(head, { timestamp: given.timestamp, value: given.value, delimiter });
  if (guess === undefined) return undefined;

  const mended = {
    ...(isTimeAmiss ? { 'time-format': guess['time-format'] } : {}),
    ...(isAmiss('value') ? mendedValue(guess, given) : {}),
  };
  const command = spellCommand({ ...given, ...mended });
  return command === spellCommand(given) ? undefined : command;
}

/** How numbers are written, where that is not how they were read. */
function mendedValue(guess: LayoutValues, given: Partial<LayoutValues>): Partial<LayoutValues> {
  const missing = new Set([...(given.missing ?? []), ...(guess.missing ?? [])]);
  return {
    ...((guess.decimal ?? '.') === (given.decimal ?? '.') ? {} : { decimal: guess.decimal }),
    ...(missing.size === 0 ? {} : { missing: [...missing] }),
  };
}
