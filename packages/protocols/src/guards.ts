/** Accepts texts. */
export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** Accepts numbers, those that are not finite included. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
