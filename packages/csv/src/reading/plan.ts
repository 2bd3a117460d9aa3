import type { RecordType } from '@pipe/records';
import type { CellScanner } from '../columns/cell-scanner.ts';
import type { ColumnReader, Problem } from '../columns/column-reader.ts';
import { createColumnReader } from '../columns/create-column-reader.ts';
import { JoinedCells } from '../columns/joined-cells.ts';
import { MissingTexts } from '../columns/missing-texts.ts';
import { skippedColumn } from '../columns/skipped-column.ts';
import type { Settings } from '../settings.ts';
import { resolveTimeFormat } from '../values/time-format.ts';
import { locateColumns } from './locate-columns.ts';
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
  readonly header: readonly string[] | number;
  readonly cellCount: number;
  readonly fields: readonly PlannedField[];
  /** For each cell of a line, who reads it. */
  readonly scanners: readonly (readonly CellScanner[])[];
}

/**
 * @param header - The names of the columns, or how many there are.
 * @throws CsvError `missing-columns`, `extra-columns`.
 */
export function makePlan(type: RecordType, settings: Settings, header: readonly string[] | number): Plan {
  const { dialect, timeFormats } = settings;
  const missing = new MissingTexts(settings.missing);
  const cellCount = typeof header === 'number' ? header : header.length;
  const scanners = Array.from({ length: cellCount }, (): CellScanner[] => []);
  const fields = [...locateColumns(type, settings, header)].map(([name, cells]): PlannedField => {
    const parts = { name, field: type.fields[name], dialect, missing };
    const reader = createColumnReader(parts, timeFormats.get(name) ?? resolveTimeFormat(undefined));
    if (cells.length > 1) {
      const joined = new JoinedCells(reader, cells);
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
