import type { RecordType } from '@pipe/records';
import { CsvError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { nearMiss } from './near-miss.ts';

/**
 * The column numbers that each field is read from; none for a field that can do without.
 *
 * @throws CsvError `missing-columns` for all that are not there, or there twice; `extra-columns` where they are refused.
 */
export function locateColumns(
  type: RecordType,
  { columns, extraColumns }: Settings,
  header: readonly string[] | number,
): Map<string, number[]> {
  const names = typeof header === 'number' ? undefined : header;
  const count = names?.length ?? Number(header);
  const located = new Map<string, number[]>();
  const complaints: string[] = [];
  for (const [position, field] of type.fieldNames.entries()) {
    const wanted = [columns[field] ?? (names === undefined ? position : field)].flat();
    const isOptional = columns[field] === undefined && type.fields[field].isOptional;
    const found = wanted.map((column) => findColumn(column, names, count));
    const complaint = wanted.map((column, part) => complain(column, found[part], names)).filter(Boolean);
    if (complaint.length === 0) located.set(field, found);
    else if (isOptional && found.includes(-1)) located.set(field, []);
    else
      complaints.push(...complaint.map((text) => (wanted.includes(field) ? text : `${text} (for ${field})`)));
  }
  const found =
    names === undefined ? `${count} columns` : `the columns ${names.map((name) => `'${name}'`).join(', ')}`;
  if (complaints.length > 0) {
    throw new CsvError(
      'missing-columns',
      `${type.name} needs ${complaints.join('; ')}. The input has ${found}${delimiterHint(names)}`,
    );
  }
  if (extraColumns === 'refuse') refuseExtra(type, located, names, count, found);
  return located;
}

/** A column's number; -1 when it is not there, -2 when it is there twice. */
function findColumn(column: string | number, names: readonly string[] | undefined, count: number): number {
  if (typeof column === 'number') return column < count ? column : -1;
  const first = names?.indexOf(column) ?? -1;
  return first === (names?.lastIndexOf(column) ?? -1) ? first : -2;
}

function complain(column: string | number, found: number, names: readonly string[] | undefined): string {
  if (found >= 0) return '';
  if (typeof column === 'number') return `column number ${column}`;
  if (found === -2) return `one column '${column}', not several (give its number)`;
  const meant = nearMiss(column, names ?? []);
  return meant === undefined ? `a column '${column}'` : `a column '${column}' (did you mean '${meant}'?)`;
}

/** A header that is all one cell was most likely written with another delimiter. */
function delimiterHint(names: readonly string[] | undefined): string {
  const mark = names?.length === 1 ? /[;,\t|]/.exec(names[0])?.[0] : undefined;
  return mark === undefined ? '' : `; is the delimiter ${JSON.stringify(mark)}?`;
}

function refuseExtra(
  type: RecordType,
  located: ReadonlyMap<string, readonly number[]>,
  names: readonly string[] | undefined,
  count: number,
  found: string,
): void {
  const read = new Set([...located.values()].flat());
  const extra = Array.from({ length: count }, (_, column) => column).filter((column) => !read.has(column));
  if (extra.length === 0) return;
  const shown = extra
    .map((column) => (names === undefined ? `number ${column}` : `'${names[column]}'`))
    .join(', ');
  throw new CsvError(
    'extra-columns',
    `${type.name} has no field for ${shown}. The input has ${found}; add fields, or set extraColumns: 'ignore'`,
  );
}
