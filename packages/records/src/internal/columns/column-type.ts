import type { Field } from '../../field.ts';
import type { ColumnValues } from '../../types.ts';

interface ValuesConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ColumnValues;
}

const constructors = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
  bool: Uint8Array,
  timestamp: Float64Array,
  utf8: Int32Array,
  binary: Uint8Array,
} as const;

/** The typed array that holds a field's values: of a dictionary its codes, of utf8 its offsets. */
export function valuesType({ kind, limit = 65_536 }: Field): ValuesConstructor {
  if (kind !== 'dictionary') return constructors[kind];
  if (limit > 65_536) return Uint32Array;
  return limit > 256 ? Uint16Array : Uint8Array;
}

/** How many elements of {@link valuesType} `rows` rows take. */
export function elementCount({ kind, byteWidth = 1 }: Field, rows: number): number {
  return kind === 'utf8' ? rows + 1 : rows * byteWidth;
}
