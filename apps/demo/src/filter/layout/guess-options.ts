import { nearest } from '../../command-line/nearest.ts';
import type { FileHead } from './file-head.ts';
import { guessTimeFormat, isTimeOfDay, mostly } from './guess-time-format.ts';

/** The options that say how a file is written. */
export interface LayoutValues {
  readonly delimiter: string | undefined;
  readonly timestamp: string | undefined;
  readonly 'time-format': string | undefined;
  readonly value: string | undefined;
  readonly sensor: string | undefined;
  readonly decimal: string | undefined;
  readonly missing: string[] | undefined;
}

const sensorName = /^(sensor|device|station|machine|node|mote)[ _-]?(id|name|no)?$/i;
const numeral = /^[-+]?\d*[.,]?\d+(e[-+]?\d+)?$/i;
const noValue = /^([^\p{L}\d]+|n\/?a|nan|null|none|missing)$/iu;

/** The delimiter that finds most columns, of several the one asked for. */
export function guessDelimiter(head: FileHead, asked = ','): string {
  const cells = (delimiter: string) => head.header(delimiter).length;
  return [asked, ',', ';', '\t', '|'].reduce((best, other) => (cells(other) > cells(best) ? other : best));
}

/**
 * The options that read a file, as far as its first rows tell: those given where they fit, else those that were most
 * likely meant. `undefined` where there is no column of times, or none of numbers.
 *
 * @param given - Its delimiter is the character itself.
 */
export function guessOptions(head: FileHead, given: Partial<LayoutValues>): LayoutValues | undefined {
  const delimiter = guessDelimiter(head, given.delimiter);
  const columns = columnsOf(head, delimiter);
  const time = guessTimestamp(columns, given.timestamp);
  const sensor = guessSensor([...columns.keys()], given.sensor);
  const others = new Map([...columns].filter(([name]) => !time?.names.includes(name) && name !== sensor));
  const value = guessValue(others, given.value);
  if (time === undefined || value === undefined) return undefined;

  const cells = columns.get(value) ?? [];
  const missing = [...new Set([...(given.missing ?? []), ...cells.filter((cell) => noValue.test(cell))])];
  const decimal = given.decimal ?? (cells.some((cell) => /^-?\d+,\d+$/.test(cell)) ? ',' : '.');
  return {
    delimiter: unless(',', delimiter === '\t' ? 'tab' : delimiter),
    timestamp: unless('timestamp', time.names.join(',')),
    'time-format': given['time-format'] ?? time.format,
    value: unless('value', value),
    sensor,
    decimal: unless('.', decimal),
    missing: missing.length === 0 ? undefined : missing,
  };
}

/** What need not be said is `undefined`. */
const unless = (usual: string, text: string) => (text === usual ? undefined : text);

/** The cells of each column that are not empty, by its name. */
type Columns = ReadonlyMap<string, readonly string[]>;

function columnsOf(head: FileHead, delimiter: string): Columns {
  const rows = head.rows(delimiter);
  const cellsAt = (at: number) => rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  return new Map(head.header(delimiter).map((name, at) => [name, cellsAt(at)]));
}

interface TimeGuess {
  readonly names: readonly string[];
  readonly format: string | undefined;
}

/**
 * The columns asked for where they are there; else those near to them by name, one of whole times, a date beside a time of
 * the day, or a date.
 */
function guessTimestamp(columns: Columns, asked = 'timestamp'): TimeGuess | undefined {
  const candidates = asked.split(',').every((name) => columns.has(name))
    ? [asked.split(',')]
    : timestampCandidates(columns, asked);
  for (const names of candidates) {
    const time = guessTimeFormat(joined(columns, names));
    if (time !== undefined) return { names, format: time.format };
  }
  return undefined;
}

function timestampCandidates(columns: Columns, asked: string): (readonly string[])[] {
  const all = [...columns.keys()];
  const meant = asked.split(',').map((name) => (columns.has(name) ? name : (nearest(name, all) ?? '')));
  const clock = all.find((name) => isTimeOfDay(columns.get(name) ?? []));
  const times = [...columns].map(([name, cells]) => ({ name, time: guessTimeFormat(cells) }));
  const dates = times.filter(({ time }) => time?.hasTimeOfDay === false);
  return [
    meant,
    ...times.filter(({ time }) => time?.hasTimeOfDay).map(({ name }) => [name]),
    ...(clock === undefined ? [] : dates.map(({ name }) => [name, clock])),
    ...dates.map(({ name }) => [name]),
  ];
}

/** The cells of some columns, row by row, as the reader joins them; none where only one of them has gaps. */
function joined(columns: Columns, names: readonly string[]): readonly string[] {
  const [first = [], ...others] = names.map((name) => columns.get(name) ?? []);
  if (others.some(({ length }) => length !== first.length)) return [];
  return first.map((cell, row) => [cell, ...others.map((cells) => cells[row])].join(' '));
}

/** The column asked for, or one whose name is near or usual; none where the reader finds it of itself. */
function guessSensor(names: readonly string[], asked: string | undefined): string | undefined {
  if (asked === undefined && names.includes('sensorId')) return undefined;
  if (asked !== undefined && names.includes(asked)) return asked;
  return nearest(asked ?? 'sensorId', names) ?? names.find((name) => sensorName.test(name));
}

/** The column asked for, one whose name is near, or the first with numbers: with fractions rather than without. */
function guessValue(columns: Columns, asked = 'value'): string | undefined {
  if (columns.has(asked)) return asked;
  const numbers = [...columns].filter(([, cells]) =>
    mostly(cells, (cell) => numeral.test(cell) || noValue.test(cell)),
  );
  const names = numbers.map(([name]) => name);
  const fractions = numbers.find(([, cells]) => cells.some((cell) => /[.,]/.test(cell)));
  return nearest(asked, names) ?? fractions?.[0] ?? names[0];
}
