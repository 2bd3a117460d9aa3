import type { CellScanner } from '../columns/cell-scanner.ts';
import type { ColumnReader, Problem } from '../columns/column-reader.ts';
import { skippedColumn } from '../columns/skipped-column.ts';
import type { Reading } from './load-reading.ts';
import { columnCount, type Header, locateColumns } from './locate-columns.ts';
import type { RecordReader } from './record-reader.ts';

/** One field, with the cells it is read from. */
export interface PlannedField {
  readonly reader: ColumnReader;
  /** By column number; empty for a field that no column is for. */
  readonly cells: readonly number[];
  /** Scans each of the cells. */
  readonly scanners: readonly CellScanner[];
  /** Reads the cells of a record into a row. */
  writeRecord(row: number, record: RecordReader): Problem | undefined;
}

/** Which cell goes where, once it is known what the columns are. */
export interface Plan {
  readonly cellCount: number;
  readonly fields: readonly PlannedField[];
  /** For each cell of a line, who reads it. */
  readonly scanners: readonly (readonly CellScanner[])[];
}

/**
 * Plans how records are read.
 *
 * @returns undefined when the columns do not fit the fields.
 */
export function makePlan({ type, settings, fields }: Reading, header: Header): Plan | undefined {
  const locations = locateColumns(type, settings, header);
  const cellCount = columnCount(header);
  const isRead = new Set(locations.flatMap(({ cells }) => cells));
  // What is not there has a number below zero.
  if (Math.min(...isRead) < 0 || (settings.extraColumns === 'refuse' && isRead.size < cellCount))
    return undefined;
  const scanners = Array.from({ length: cellCount }, (): CellScanner[] => []);
  const planned = locations.map(({ cells }, position) => {
    const field = fields[position](cells);
    for (const [part, cell] of cells.entries()) scanners[cell].push(field.scanners[part]);
    return field;
  });
  for (const cell of scanners) if (cell.length === 0) cell.push(skippedColumn);
  return { cellCount, fields: planned, scanners };
}
