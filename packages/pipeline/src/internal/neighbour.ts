const bits = new DataView(new ArrayBuffer(8));

/** The next double above a finite number; any other is its own. */
export function nextAbove(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** The next double below a finite number, so that `value >= limit` is `value > nextBelow(limit)`. */
export function nextBelow(value: number): number {
  return -nextAbove(-value);
}
