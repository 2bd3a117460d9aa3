import type { RecordType } from '@pipe/records';
import type { CsvColumn } from '../csv-source-options.ts';
import type { Settings } from '../settings.ts';

/** The names of the columns, or how many there are where nothing names them. */
export type Header = readonly string[] | number;

/** Where a field is read from. */
export interface Location {
  readonly field: string;
  /** The headers, or numbers from 0, of the columns that are asked for. */
  readonly wanted: readonly (string | number)[];
  /** Their numbers: -1 for one that is not there, -2 for one that is there twice. Empty for a field that can do without. */
  readonly cells: readonly number[];
}

/** Looks for the columns of every field, which may not all be there. */
export function locateColumns(type: RecordType, { columns }: Settings, header: Header): Location[] {
  return type.fieldNames.map((field, position) => {
    const asked: CsvColumn | undefined = columns[field];
    const wanted = [asked ?? (typeof header === 'number' ? position : field)].flat();
    const cells = wanted.map((column) => findColumn(column, header));
    const isLeftOut = asked === undefined && type.fields[field].isOptional && cells[0] === -1;
    return { field, wanted, cells: isLeftOut ? [] : cells };
  });
}

function findColumn(column: string | number, header: Header): number {
  if (typeof column === 'number') return column < columnCount(header) ? column : -1;
  const names = namesOf(header);
  const first = names.indexOf(column);
  return first === names.lastIndexOf(column) ? first : -2;
}

export const namesOf = (header: Header) => (typeof header === 'number' ? [] : header);

export const columnCount = (header: Header) => (typeof header === 'number' ? header : header.length);

/** Whether each column that is wanted is there once, and, if so asked, no other one. */
export function isFitting(
  locations: readonly Location[],
  { extraColumns }: Settings,
  header: Header,
): boolean {
  const cells = locations.flatMap((location) => location.cells);
  return (
    !cells.some((cell) => cell < 0) &&
    (extraColumns === 'ignore' || new Set(cells).size === columnCount(header))
  );
}
