/** NaN equals NaN, and 0 equals -0. */
export function sameValueZero(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}
