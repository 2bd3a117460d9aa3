import type { RowNumbers } from '../internal/batches/row-numbers.ts';

/** Memory a kernel computes with: every number up to 32 bits, and float64. */
export type NumericValues =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** What `batch.column(name)` gives for a numeric field, nullable or not. */
export type NumericColumn =
  | NumericValues
  | { readonly values: NumericValues; readonly validity: Uint8Array | undefined };

/** Row numbers in play, as `batch.selection` gives them; undefined means all rows. */
export type Selection = RowNumbers | undefined;

/** Longer columns get room of their own, which is not kept. */
const longestScratch = 65_536;
const scratch: Float64Array[] = [];

/**
 * A column's numbers as float64, exactly; those of another kind are copied to one of two reused arrays.
 *
 * So each kernel is one loop over one kind of array. One loop over many kinds would be several times slower as soon as a
 * program uses them, and a loop for each kind would be ten times the code.
 *
 * @param side - Which of the two: the operands of one computation have one each.
 */
export function toFloat64(column: NumericColumn, side: 0 | 1 = 0): Float64Array {
  const values = valuesOf(column);
  if (values instanceof Float64Array) return values;
  const room = roomFor(values.length, side);
  room.set(values);
  return room;
}

/** One number for each of `rows` rows. */
export function repeated(value: number, rows: number): Float64Array {
  return roomFor(rows, 1).fill(value, 0, rows);
}

function roomFor(rows: number, side: 0 | 1): Float64Array {
  if (rows > longestScratch) return new Float64Array(rows);
  const room = scratch[side];
  if (room !== undefined && room.length >= rows) return room;
  scratch[side] = new Float64Array(Math.max(rows, 2_048));
  return scratch[side];
}

/** A column's memory, whether or not its field is nullable. */
export function valuesOf<Values extends NumericValues>(
  column: Values | { readonly values: Values; readonly validity: Uint8Array | undefined },
): Values {
  // By what it is: every typed array has a method `values`.
  return ArrayBuffer.isView(column) ? column : column.values;
}

export function rowCount(column: NumericColumn): number {
  return valuesOf(column).length;
}

/** Undefined when no row is null. */
export function validityOf(column: NumericColumn): Uint8Array | undefined {
  return ArrayBuffer.isView(column) ? undefined : column.validity;
}
