import type { Problem } from '../columns/column-reader.ts';
import { CsvError } from '../errors.ts';
import type { CsvPosition } from '../position.ts';
import * as ascii from '../values/ascii.ts';
import { showText } from '../values/show-text.ts';
import { columnCount, type Header } from './locate-columns.ts';
import type { PlannedField } from './plan.ts';
import type { RecordProblem } from './record-reader.ts';
import { longestRaw, type SetAside } from './set-aside.ts';

/** A record that could not be read, as it is handed on. */
export interface UnreadableRecord {
  /** The record as it stood, without its line end; the first 1,024 bytes of it. */
  readonly raw: string;
  readonly cause: CsvError;
  /** From here the record would be read again. */
  readonly position: CsvPosition;
}

const recordMessages: { readonly [problem in RecordProblem]: string } = {
  'unterminated-quote': 'a quote is opened and never closed, or its cell is longer than limits.field',
  'misplaced-quote': 'behind a closing quote there is neither a delimiter nor the end of the line',
  'too-long': 'the record is longer than limits.row, or a cell of it longer than limits.field',
};

/** Puts into words what is wrong with a record. */
export function unreadableRecord({ bytes, position, problem }: SetAside): UnreadableRecord {
  const { offset, line, header = 0 } = position;
  const place =
    typeof problem === 'object' && 'field' in problem ? placeOf(problem.field, header) : undefined;
  const { code, message } = describe(problem, header);
  const where = place === undefined ? `Line ${line}` : `Line ${line}, column '${place.column}'`;
  return {
    raw: showRecord(bytes),
    cause: new CsvError(code, `${where}: ${message}`, { line, offset, ...place }),
    position,
  };
}

function describe(problem: SetAside['problem'], header: Header): Problem {
  if (typeof problem === 'string') return { code: problem, message: recordMessages[problem] };
  if ('message' in problem) return problem;
  const message = `expected ${columnCount(header)} cells, got ${problem.cellCount}`;
  return { code: 'cell-count', message };
}

/** The cell at fault, as people know it. */
function placeOf({ reader, cells }: PlannedField, header: Header): { column: string; field: string } {
  const names = cells.map((cell) => (typeof header === 'number' ? `${cell + 1}` : header[cell]));
  return { column: names.join(' '), field: reader.name };
}

function showRecord(bytes: Uint8Array): string {
  let end = bytes.length;
  if (bytes[end - 1] === ascii.lineFeed) end -= 1;
  if (bytes[end - 1] === ascii.carriageReturn) end -= 1;
  return showText(bytes, 0, Math.min(end, longestRaw));
}
