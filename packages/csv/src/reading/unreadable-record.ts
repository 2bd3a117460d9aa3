import type { Problem } from '../columns/column-reader.ts';
import { CsvError } from '../errors.ts';
import type { CsvPosition } from '../position.ts';
import { ascii } from '../values/ascii.ts';
import { showText } from '../values/decode-text.ts';
import type { Plan, PlannedField } from './plan.ts';
import type { RecordProblem } from './record-reader.ts';

/** A record that could not be read, as it is handed on. */
export interface UnreadableRecord {
  /** The record as it stood, without its line end; the first 1,024 bytes of it. */
  readonly raw: string;
  readonly cause: CsvError;
  /** From here the record would be read again. */
  readonly position: CsvPosition;
}

const longestRaw = 1_024;

const recordMessages: { readonly [problem in RecordProblem]: string } = {
  'unterminated-quote': 'a quote is opened and never closed, or its cell is longer than limits.field',
  'misplaced-quote': 'behind a closing quote there is neither a delimiter nor the end of the line',
  'too-long': 'the record is longer than limits.row, or a cell of it longer than limits.field',
};

/** A record of which one cell is not what its field wants, or all cells are in doubt. */
export function unreadableRecord(
  bytes: Uint8Array,
  position: CsvPosition,
  problem: Problem | RecordProblem,
  place: { readonly column?: string; readonly field?: string } = {},
): UnreadableRecord {
  const { offset, line } = position;
  const { code, message } =
    typeof problem === 'string' ? { code: problem, message: recordMessages[problem] } : problem;
  const where = place.column === undefined ? `Line ${line}` : `Line ${line}, column '${place.column}'`;
  return {
    raw: showRecord(bytes),
    cause: new CsvError(code, `${where}: ${message}`, { line, offset, ...place }),
    position,
  };
}

/** The cell at fault, as people know it. */
export function placeOf(
  { reader, cells }: PlannedField,
  { header }: Plan,
): { column: string; field: string } {
  const names = cells.map((cell) => (typeof header === 'number' ? `${cell + 1}` : header[cell]));
  return { column: names.join(' '), field: reader.name };
}

function showRecord(bytes: Uint8Array): string {
  let end = bytes.length;
  if (bytes[end - 1] === ascii.lineFeed) end -= 1;
  if (bytes[end - 1] === ascii.carriageReturn) end -= 1;
  return showText(bytes, 0, Math.min(end, longestRaw));
}
