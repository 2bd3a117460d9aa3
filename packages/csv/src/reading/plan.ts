import type { CellScanner } from '../columns/cell-scanner.ts';
import type { ColumnReader, Problem } from '../columns/column-reader.ts';
import { skippedColumn } from '../columns/skipped-column.ts';
import type { Reading } from './load-reading.ts';
import { columnCount, type Header, isFitting, locateColumns } from './locate-columns.ts';
import type { RecordReader } from './record-reader.ts';

/** One field, with the cells it is read from. */
export interface PlannedField {
  readonly reader: ColumnReader;
  /** By column number; empty for a field that no column is for. */
  readonly cells: readonly number[];
  /** Reads the cells of a record into a row. */
  write(row: number, record: RecordReader): Problem | undefined;
}

/** Which cell goes where, once it is known what the columns are. */
export interface Plan {
  readonly header: Header;
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
export function makePlan({ type, settings, readers, joining }: Reading, header: Header): Plan | undefined {
  const { dialect, missing } = settings;
  const locations = locateColumns(type, settings, header);
  if (!isFitting(locations, settings, header)) return undefined;
  const cellCount = columnCount(header);
  const scanners = Array.from({ length: cellCount }, (): CellScanner[] => []);
  const fields = locations.map(({ field: name, cells }): PlannedField => {
    const reader = readers[name]({ name, field: type.fields[name], dialect, missing });
    if (joining !== undefined && cells.length > 1) {
      const joined = new joining.JoinedCells(reader, cells);
      for (const [part, cell] of cells.entries()) scanners[cell].push(joined.scanners[part]);
      return { reader, cells, write: (row, record) => joined.write(row, record) };
    }
    for (const cell of cells) scanners[cell].push(reader);
    return { reader, cells, write: (row, record) => writeCell(reader, row, record, cells[0]) };
  });
  for (const cell of scanners) if (cell.length === 0) cell.push(skippedColumn);
  return { header, cellCount, fields, scanners };
}

const writeCell = (
  reader: ColumnReader,
  row: number,
  { text, starts, ends, areQuoted }: RecordReader,
  cell: number,
) => reader.write(row, text.bytes, starts[cell], ends[cell], areQuoted[cell]);
