import { RecordError, type RecordErrorCode } from '../errors.ts';

/** Throws unless `value` is a whole number from `least` to `most`. */
export function checkWhole(
  what: string,
  value: number,
  least: number,
  most: number,
  code: RecordErrorCode = 'invalid-argument',
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RecordError(code, `${what}: expected a whole number from ${least} to ${most}, got ${value}`);
}
