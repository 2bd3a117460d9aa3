import type { RecordType } from '@pipe/records';
import { CsvError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { columnCount, type Header, type Location, locateColumns, namesOf } from './locate-columns.ts';
import { nearMiss } from './near-miss.ts';

/**
 * What is wrong with columns that do not fit: `missing-columns` with all that are not there, or there twice, or else
 * `extra-columns`.
 */
export function columnsError(type: RecordType, settings: Settings, header: Header): CsvError {
  const locations = locateColumns(type, settings, header);
  const complaints = locations.flatMap((location) => complain(location, header));
  const found =
    typeof header === 'number' ? `${header} columns` : `the columns ${header.map(quoted).join(', ')}`;
  if (complaints.length > 0) {
    return new CsvError(
      'missing-columns',
      `${type.name} needs ${complaints.join('; ')}. The input has ${found}${delimiterHint(header)}`,
    );
  }
  const read = new Set(locations.flatMap(({ cells }) => cells));
  const extra = Array.from({ length: columnCount(header) }, (_, column) => column)
    .filter((column) => !read.has(column))
    .map((column) => (typeof header === 'number' ? `number ${column}` : quoted(header[column])));
  return new CsvError(
    'extra-columns',
    `${type.name} has no field for ${extra.join(', ')}. The input has ${found}; add fields, or set extraColumns: 'ignore'`,
  );
}

const quoted = (name: string) => `'${name}'`;

function complain({ field, wanted, cells }: Location, header: Header): string[] {
  const isNamesake = wanted.includes(field);
  return wanted
    .filter((_, part) => cells[part] < 0)
    .map((column) => describeMissing(column, header) + (isNamesake ? '' : ` (for ${field})`));
}

function describeMissing(column: string | number, header: Header): string {
  if (typeof column === 'number') return `column number ${column}`;
  const names = namesOf(header);
  if (names.includes(column)) return `one column '${column}', not several (give its number)`;
  const meant = nearMiss(column, names);
  return meant === undefined ? `a column '${column}'` : `a column '${column}' (did you mean '${meant}'?)`;
}

/** A header that is all one cell was most likely written with another delimiter. */
function delimiterHint(header: Header): string {
  const [only = '', ...others] = namesOf(header);
  const mark = others.length === 0 ? /[;,\t|]/.exec(only)?.[0] : undefined;
  return mark === undefined ? '' : `; is the delimiter ${JSON.stringify(mark)}?`;
}
