import type { Field } from '../../field.ts';

/** As a `Date` has it: beyond this many milliseconds there is no time. */
const lastTime = 8.64e15;

/** Whether a field can hold a value; null and undefined are for others to judge. */
export function accepts(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case 'float64':
      return typeof value === 'number';
    case 'float32':
      // A number beyond the greatest 32-bit float would silently become infinite.
      return typeof value === 'number' && (Number.isFinite(Math.fround(value)) || !Number.isFinite(value));
    case 'timestamp':
      return isTime(value instanceof Date ? value.getTime() : value);
    case 'bool':
      return typeof value === 'boolean';
    case 'dictionary':
    case 'utf8':
      return typeof value === 'string' && value.isWellFormed();
    case 'binary':
      return value instanceof Uint8Array && value.length === field.byteWidth;
    default:
      return isWhole(field, value);
  }
}

/** Whether a value is of the right type at least, so that only its size is wrong. */
export function hasTypeOf({ kind }: Field, value: unknown): boolean {
  if (kind === 'bool') return typeof value === 'boolean';
  if (kind === 'dictionary' || kind === 'utf8') return typeof value === 'string';
  if (kind === 'binary') return value instanceof Uint8Array;
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Date;
}

export function isTime(value: unknown): boolean {
  return typeof value === 'number' && value <= lastTime && value >= -lastTime;
}

function isWhole({ as, range }: Field, value: unknown): boolean {
  const isNumber = typeof value === 'bigint' ? as !== undefined : Number.isSafeInteger(value);
  return isNumber && range !== undefined && (value as number) >= range[0] && (value as number) <= range[1];
}
