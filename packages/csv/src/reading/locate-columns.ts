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
  const names = namesOf(header);
  const count = columnCount(header);
  const find = (column: string | number): number => {
    if (typeof column === 'number') return column < count ? column : -1;
    const first = names.indexOf(column);
    return first === names.lastIndexOf(column) ? first : -2;
  };
  return type.fieldNames.map((field, position) => {
    const asked: CsvColumn | undefined = columns[field];
    const wanted = [asked ?? (typeof header === 'number' ? position : field)].flat();
    const cells = wanted.map(find);
    const isLeftOut = asked === undefined && type.fields[field].isOptional && cells[0] === -1;
    return { field, wanted, cells: isLeftOut ? [] : cells };
  });
}

export const namesOf = (header: Header) => (typeof header === 'number' ? [] : header);

export const columnCount = (header: Header) => (typeof header === 'number' ? header : header.length);
