import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellsOf } from '../src/filter/layout/cells-of.ts';
import { guessTimeFormat } from '../src/filter/layout/guess-time-format.ts';
import { spellCommand } from '../src/filter/layout/spell-command.ts';
import { type CliResult, cli } from './cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function filter(text: string, ...args: string[]): Promise<CliResult> {
  await writeFile(join(folder, 'file.csv'), text);
  return cli(['filter', '--input', 'file.csv', ...args], folder);
}

/** The command that a message suggests, and its words as a shell takes it apart. */
function suggested({ stderr }: CliResult): { readonly command: string; readonly words: string[] } {
  const [, command = ''] = /^ {2}pnpm demo (filter .*)$/m.exec(stderr) ?? [];
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
  return { command, words: words.split('\0').slice(0, -1) };
}

describe('columns that are not there are answered with those that are, and a command that reads them', () => {
  test.each([
    [
      'another delimiter, a date beside a time, a text for no value',
      'Date;Time;n;U\n16/12/2006;17:24:00;1;4.5\n17/12/2006;7:25:00;2;?\n18/12/2006;17:25:00;3;2.5\n'.concat(
        '18/12/2006;17:26:00;4;2.0\n'.repeat(16),
      ),
      "--delimiter ';' --timestamp Date,Time --time-format 'dd/MM/yyyy HH:mm:ss' --value U --missing '?'",
    ],
    [
      'quoted decimal commas, and a name that a shell would take apart',
      'day,CO(GT)\n2004-03-10,"2,6"\n2004-03-11,"2,0"\n',
      "--timestamp day --value 'CO(GT)' --decimal ,",
    ],
    [
      'a month before the day, a clock of twelve hours, tabs, a column of sensors',
      'when\tsensor\tcelsius\n1/31/2026 1:05 PM\tx\t5\n2/1/2026 1:06 AM\ty\t6\n',
      "--delimiter tab --timestamp when --time-format 'MM/dd/yyyy h:mm a' --value celsius --sensor sensor",
    ],
    [
      'names that are nearly right',
      'Timestamps,Value\n2026-01-01,5\n',
      '--timestamp Timestamps --value Value',
    ],
    [
      'epoch milliseconds, and a fraction before a count',
      'ts,count,level\n1767225600000,7,5.25\n',
      '--timestamp ts --value level',
    ],
  ])('%s', async (_, text, options) => {
    const refused = await filter(text, '--above', '1');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /expected {2}'(timestamp|value)' for .*\(--(timestamp|value) COL.*\n.*found {5}'/s,
    );
    const { command, words } = suggested(refused);
    expect(command).toBe(`filter --input file.csv --above 1 ${options}`);
    const followed = await cli([...words, '--format', 'json'], folder);
    expect(followed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(followed.stdout).ledger).toMatchObject({ deadLettered: 0 });
  });

  test('options that were given and fit are kept, those that were misspelt are mended', async () => {
    const text = 'time,temp\n2026-01-01,5\n';
    const refused = await filter(
      text,
      '--timestamp',
      'tmie',
      '--value',
      'temp',
      '--below',
      '-10',
      '--clear',
      '0',
    );
    expect(refused.stderr).toMatch(/expected {2}'tmie' for the time/);
    expect(refused.stderr).not.toMatch(/number to compare/);
    const { command } = suggested(refused);
    expect(command).toBe('filter --input file.csv --timestamp time --value temp --below=-10 --clear 0');
  });

  test('a file without a line of names is told from one with other names', async () => {
    const { stderr } = await filter('2026-01-01,5\n2026-01-02,6\n', '--above', '1');
    expect(stderr).toMatch(/first line looks like data/);
  });

  test('of many columns, the first are shown; without times or numbers there is no command', async () => {
    const names = Array.from({ length: 60 }, (_, column) => `c${column}`);
    const { stderr } = await filter(`${names.join(',')}\n${names.join(',')}\n`, '--above', '1');
    expect(stderr).toMatch(/'c23', and 36 more/);
    expect(stderr).not.toMatch(/'c24'/);
    expect(stderr).toMatch(/pnpm demo filter --help/);
  });

  test('a column that is there twice is left to the reader to tell of', async () => {
    const { stderr, exitCode } = await filter('timestamp,value,value\n2026-01-01,5,6\n', '--above', '1');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/one column 'value', not several/);
  });
});

describe('rows that were set aside are answered with a command that reads them', () => {
  test('by the format of times, where that is why', async () => {
    const read = await filter('timestamp,value\n31.01.2026 10:00,5\n', '--above', '1');
    expect(suggested(read).words).toContain('dd.MM.yyyy HH:mm');
    expect((await cli(suggested(read).words, folder)).stderr).toBe('');
  });

  test('never by the format of another column than the one that was asked for', async () => {
    const read = await filter('when,day,value\nnoon,31.01.2026,5\n', '--above', '1', '--timestamp', 'when');
    expect(read.stderr).toMatch(/one row was set aside/);
    expect(read.stderr).not.toMatch(/pnpm demo filter/);
  });

  test('by a text for no value, beside those that were given', async () => {
    const rows = '2026-01-01,5\n'.repeat(20);
    const read = await filter(
      `timestamp,value\n${rows}2026-01-01,-\n2026-01-01,n/a\n`,
      '--above',
      '1',
      '--missing',
      '-',
    );
    expect(suggested(read).command).toBe('filter --input file.csv --above 1 --missing=- --missing n/a');
    expect((await cli(suggested(read).words, folder)).stderr).toBe('');
  });

  test('and with none where a few rows are bad and no option would mend them', async () => {
    const rows = '2026-01-01,5\n'.repeat(20);
    const read = await filter(`timestamp,value\n${rows}2026-01-01,hot\nyesterday,6\n`, '--above', '1');
    expect(read.stderr).toMatch(/2 rows were set aside/);
    expect(read.stderr).not.toMatch(/pnpm demo filter/);
  });
});

describe('guesses', () => {
  test.each([
    [['2026-01-31', '2026-01-31T10:00:00.5Z'], undefined],
    [['1/2/2026', '13/2/2026'], 'dd/MM/yyyy'],
    [['1/2/2026', '1/13/2026'], 'MM/dd/yyyy'],
    [['2026/01/31 10:00:00.250'], 'yyyy/MM/dd HH:mm:ss.SSS'],
    [['31-01-26T10.00'], "dd-MM-yy'T'HH.mm"],
  ])('%j are written as %s', (cells, format) => {
    expect(guessTimeFormat(cells)?.format).toBe(format);
  });

  test('numbers, words and times of the day are no times', () => {
    for (const cells of [['1.5'], ['hot'], ['10:00'], ['192.168.1.20'], []]) {
      expect(guessTimeFormat(cells), cells.join()).toBeUndefined();
    }
  });

  test('cells are split outside quotes', () => {
    expect(cellsOf('a;"b;c";"say ""x""";', ';')).toEqual(['a', 'b;c', 'say x', '']);
  });

  test('a command is spelt for a shell', () => {
    const words = { value: "it's hot", below: '-5', missing: ['?', '-'], sensor: undefined };
    expect(spellCommand(words)).toBe(
      `pnpm demo filter --value 'it'\\''s hot' --below=-5 --missing '?' --missing=-`,
    );
  });
});

const shared = (path: string) => fileURLToPath(new URL(`../../../../shared/data/${path}`, import.meta.url));
const files = ['air-quality/AirQualityUCI.csv', 'household/household_power_consumption.txt'].map(shared);

test.skipIf(!files.every(existsSync)).each(files)(
  'the hints lead to every whole row of %s (skipped where ../shared/data is absent)',
  async (file) => {
    const { words } = suggested(await cli(['filter', '--input', file, '--above', '1'], folder));
    const { stdout, exitCode } = await cli([...words, '--format', 'json'], folder);
    expect(exitCode).toBe(0);
    const { ledger } = JSON.parse(stdout);
    expect(ledger.in).toBeGreaterThan(9_000);
    expect(ledger.out).toBeGreaterThan(1_000);
    // The last line of the household file is cut in the middle.
    expect(ledger.deadLettered).toBe(file.endsWith('.txt') ? 1 : 0);
  },
);
