import { RecordError } from '../../errors.ts';
import { accepts, isTime } from './accepts.ts';
import type { Column } from './column.ts';
import type { FixedColumn } from './fixed-column.ts';
import type { TextColumn } from './text-column.ts';

/**
 * Writes a row's value and reports whether the field takes it; `issueOf` says what is wrong with one it does not take.
 *
 * The kinds that most records are made of come first, in a function small enough to be inlined into the loops over rows.
 */
export function writeValue(column: Column, row: number, value: unknown): boolean {
  const { kind, values } = column;
  if (kind === 'float64' && typeof value === 'number') {
    (values as Float64Array)[row] = value;
  } else if (kind === 'dictionary' && typeof value === 'string') {
    if (!writeText(column, row, value)) return false;
  } else if (kind === 'timestamp' && typeof value === 'number') {
    if (!isTime(value)) return false;
    (values as Float64Array)[row] = value;
  } else {
    return writeOther(column, row, value);
  }
  if (column.validity !== undefined) column.setValid(row);
  return true;
}

function writeOther(column: Column, row: number, value: unknown): boolean {
  if (value === null) {
    if (column.isNullable) column.setNull(row);
    return column.isNullable;
  }
  if (!accepts(column.field, value)) return false;
  store(column, row, value);
  column.setValid(row);
  return true;
}

/** One store for each kind: a store that sees one kind of typed array is fast, one that sees many is not. */
function store(column: Column, row: number, value: unknown): void {
  const { kind, values } = column;
  switch (kind) {
    case 'float32':
      (values as Float32Array)[row] = value as number;
      break;
    case 'bool':
      (values as Uint8Array)[row] = Number(value);
      break;
    case 'int32':
      (values as Int32Array)[row] = value as number;
      break;
    case 'uint32':
      (values as Uint32Array)[row] = value as number;
      break;
    case 'int16':
      (values as Int16Array)[row] = value as number;
      break;
    case 'uint16':
      (values as Uint16Array)[row] = value as number;
      break;
    case 'int8':
      (values as Int8Array)[row] = value as number;
      break;
    case 'uint8':
      (values as Uint8Array)[row] = value as number;
      break;
    case 'int64':
    case 'uint64':
      (values as BigInt64Array)[row] = BigInt(value as number | bigint);
      break;
    case 'utf8':
      column.setText(row, value as string);
      break;
    case 'binary':
      column.setBytes(row, value as Uint8Array);
      break;
    case 'timestamp':
      (values as Float64Array)[row] = (value as Date).getTime();
  }
}

function writeText(column: Column, row: number, text: string): boolean {
  const { dictionary, values, width } = column;
  const code = dictionary === undefined ? -1 : dictionary.tryEncode(text);
  if (code < 0) return false;
  if (width === 2) (values as Uint16Array)[row] = code;
  else if (width === 1) (values as Uint8Array)[row] = code;
  else (values as Uint32Array)[row] = code;
  return true;
}

/** {@link readValue} of a float64 or a timestamp that is never null: small enough to be inlined into loops over views. */
export function readNumber(column: Column, row: number): number {
  return (column.values as Float64Array)[row];
}

/** A row's value as rows show it. What records are made of comes first here, too. */
export function readValue(column: Column, row: number): unknown {
  if (column.isNull(row)) return null;
  const { kind, values, dictionary } = column;
  if (kind === 'float64' || kind === 'timestamp') return (values as Float64Array)[row];
  return dictionary === undefined ? readOther(column, row) : dictionary.decode(codeAt(column, row));
}

function readOther(column: Column, row: number): unknown {
  const { kind, values } = column;
  switch (kind) {
    case 'float32':
      return (values as Float32Array)[row];
    case 'bool':
      return (values as Uint8Array)[row] === 1;
    case 'int32':
      return (values as Int32Array)[row];
    case 'uint32':
      return (values as Uint32Array)[row];
    case 'int16':
      return (values as Int16Array)[row];
    case 'uint16':
      return (values as Uint16Array)[row];
    case 'int8':
      return (values as Int8Array)[row];
    case 'uint8':
      return (values as Uint8Array)[row];
    case 'int64':
    case 'uint64':
      return fromWide(column, (values as BigInt64Array)[row]);
    case 'utf8':
      return (column as TextColumn).textAt(row);
  }
  return (column as FixedColumn).bytesAt(row);
}

/** A dictionary row's code. */
function codeAt({ values, width }: Column, row: number): number {
  if (width === 2) return (values as Uint16Array)[row];
  return width === 1 ? (values as Uint8Array)[row] : (values as Uint32Array)[row];
}

function fromWide({ name, field }: Column, value: bigint): number | bigint {
  if (field.as === 'bigint') return value;
  if (accepts(field, value)) return Number(value);
  throw new RecordError(
    'out-of-range',
    `${name}: ${value} is not exact as a number; define it { as: 'bigint' }`,
  );
}
