import { basename } from 'node:path';
import { CsvError } from '@pipe/csv';
import { userPath } from '../../command-line/user-path.ts';
import type { FilterOptions } from '../options.ts';
import { type FileHead, readHead } from './file-head.ts';
import { guessDelimiter, guessOptions } from './guess-options.ts';
import { guessTimeFormat } from './guess-time-format.ts';
import { spellCommand } from './spell-command.ts';

const shownColumns = 24;
const margin = ' '.repeat(12);
const width = 108;

/**
 * What to say of a file without the columns that were expected: those it has, the options that name them, and a
 * command that fits its first rows. `undefined` for any other error, or where a look at the file tells no more.
 */
export async function columnsError(error: unknown, options: FilterOptions): Promise<Error | undefined> {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof CsvError) || cause.code !== 'missing-columns') return undefined;
  const head = await readHead(userPath(options.input));
  const lacking = head === undefined ? [] : lackingColumns(head, options);
  return head === undefined || lacking.length === 0
    ? undefined
    : new Error(columnsText(head, lacking, options));
}

/** What each column that is not there would hold, and the option that names it. */
function lackingColumns(head: FileHead, { timestamp, value, sensor, delimiter }: FilterOptions): string[] {
  const header = head.header(delimiter ?? ',');
  const expected = [
    ...timestamp.map((name) => ({ name, what: 'the time', option: '--timestamp COL[,COL]' })),
    { name: value, what: 'the number to compare', option: '--value COL' },
    ...(sensor === undefined ? [] : [{ name: sensor, what: 'the sensor', option: '--sensor COL' }]),
  ];
  return expected
    .filter(({ name }) => !header.includes(name))
    .map(({ name, what, option }) => `'${name}' for ${what} (${option} names another)`);
}

function columnsText(head: FileHead, lacking: readonly string[], options: FilterOptions): string {
  const { input, delimiter = ',' } = options;
  const found = guessDelimiter(head, delimiter);
  return [
    `${basename(input)} does not have the columns that were expected.`,
    '',
    `  expected  ${lacking.join(`\n${margin}`)}`,
    `  found     ${columnList(head.header(found))}`,
    ...(found === delimiter ? [] : [`${margin}with ${JSON.stringify(found)} between cells (--delimiter)`]),
    '',
    advice(head, options),
  ].join('\n');
}

/** What to write instead. */
function advice(head: FileHead, { given, delimiter }: FilterOptions): string {
  if (head.header(guessDelimiter(head, delimiter)).some((name) => guessTimeFormat([name]) !== undefined)) {
    return 'Its first line looks like data: write a line with the names of the columns above it.';
  }
  const guess = guessOptions(head, { ...given, delimiter });
  if (guess === undefined) {
    return 'pnpm demo filter --help tells how to say where times and numbers are, and how they are written.';
  }
  const choice = guess.value === undefined ? '' : '; --value may name any column of numbers';
  return `This fits its first rows${choice}:\n\n  ${spellCommand({ ...given, ...guess })}`;
}

/** The names in lines of a width that a terminal has, the first of many. */
function columnList(names: readonly string[]): string {
  const shown = names
    .slice(0, shownColumns)
    .map((name, at) => `'${name}'${at < names.length - 1 ? ',' : ''}`);
  if (names.length > shownColumns) shown.push(`and ${names.length - shownColumns} more`);
  const lines: string[] = [];
  for (const name of shown) {
    const line = lines.at(-1);
    if (line === undefined || line.length + name.length >= width) lines.push(name);
    else lines[lines.length - 1] = `${line} ${name}`;
  }
  return lines.join(`\n${margin}`);
}
