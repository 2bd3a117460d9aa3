import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Which file is read. Either kind has the columns `timestamp` and `value`. */
export type CsvInput = MadeUpRows | RepeatedFile;

/** Rows of timestamp, sensorId, value and unit are made up. */
interface MadeUpRows {
  readonly rows: number;
}

/** The records of a file with timestamp and value, again and again under one header. */
interface RepeatedFile {
  readonly repeat: string;
  readonly times: number;
}

/** What every contestant finds. */
export interface Found {
  readonly [name: string]: number;
  readonly rows: number;
  /** Of the values. */
  readonly sum: number;
  /** The latest time, in epoch milliseconds. */
  readonly latest: number;
}

const folder = join(tmpdir(), 'pipe-bench');
const linesAtATime = 100_000;

/** The path of the file, which is written when it is not there yet and kept for later runs. */
export function readingsFile(input: CsvInput): string {
  const path = join(folder, `${nameOf(input)}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Written beside its place: a run that is interrupted leaves no half a file.
  const unfinished = `${path}.part`;
  writeFileSync(unfinished, '');
  for (const text of 'rows' in input ? generated(input.rows) : repeated(input))
    writeFileSync(unfinished, text, { flag: 'a' });
  renameSync(unfinished, path);
  return path;
}

/** Another name for other contents: it has a digest of what is repeated, or of the first of the rows that are made up. */
function nameOf(input: CsvInput): string {
  if ('rows' in input) return `readings-${input.rows}-${digestOf(header + lines(0, 1_000))}`;
  return `repeated-${input.times}-${digestOf(readFileSync(input.repeat))}`;
}

const digestOf = (contents: string | Buffer) =>
  createHash('sha256').update(contents).digest('hex').slice(0, 12);

/** The length of a file in bytes. */
export const bytesOf = (path: string): number => statSync(path).size;

const header = 'timestamp,sensorId,value,unit\n';

function* generated(rows: number): Generator<string> {
  yield header;
  for (let start = 0; start < rows; start += linesAtATime)
    yield lines(start, Math.min(start + linesAtATime, rows));
}

/** The lines of made-up rows. */
function lines(start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i += 1) {
    const time = new Date(1_700_000_000_000 + i * 1_000).toISOString();
    const value = ((i * 7_919) % 10_007) / 100;
    text += `${time},sensor-${i % 100},${value},°C\n`;
  }
  return text;
}

function* repeated({ repeat, times }: RepeatedFile): Generator<string> {
  const text = readFileSync(repeat, 'utf8');
  const records = text.slice(text.indexOf('\n') + 1);
  yield text.slice(0, -records.length);
  for (let time = 0; time < times; time += 1) yield records;
}
