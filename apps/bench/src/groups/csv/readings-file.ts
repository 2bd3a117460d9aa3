import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Which file is read. Either kind has the columns `timestamp` and `value`. */
export type CsvInput =
  /** Rows of timestamp, sensorId, value and unit are made up. */
  | { readonly rows: number }
  /** The records of a file with timestamp and value, again and again under one header. */
  | { readonly repeat: string; readonly times: number };

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
  const name = 'rows' in input ? `readings-${input.rows}` : `repeated-${input.times}`;
  const path = join(folder, `${name}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Written beside its place: a run that is interrupted leaves no half a file.
  const unfinished = `${path}.part`;
  writeFileSync(unfinished, '');
  for (const text of 'rows' in input ? generated(input.rows) : repeated(input.repeat, input.times))
    writeFileSync(unfinished, text, { flag: 'a' });
  renameSync(unfinished, path);
  return path;
}

/** The length of a file in bytes. */
export const bytesOf = (path: string): number => statSync(path).size;

function* generated(rows: number): Generator<string> {
  yield 'timestamp,sensorId,value,unit\n';
  for (let start = 0; start < rows; start += linesAtATime) {
    const lines: string[] = [];
    for (let i = start; i < Math.min(start + linesAtATime, rows); i += 1) {
      const time = new Date(1_700_000_000_000 + i * 1_000).toISOString();
      const value = ((i * 7_919) % 10_007) / 100;
      lines.push(`${time},sensor-${i % 100},${value},°C\n`);
    }
    yield lines.join('');
  }
}

function* repeated(path: string, times: number): Generator<string> {
  const text = readFileSync(path, 'utf8');
  const records = text.slice(text.indexOf('\n') + 1);
  yield text.slice(0, -records.length);
  for (let time = 0; time < times; time += 1) yield records;
}
