/** Whether two values of plain data are the same, in all that survives a structured clone. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (one instanceof Date && other instanceof Date) return Object.is(one.getTime(), other.getTime());
  if (ArrayBuffer.isView(one) !== ArrayBuffer.isView(other)) return false;
  if (one instanceof Map && other instanceof Map) return isSame([...one], [...other]);
  if (one instanceof Set && other instanceof Set) return isSame([...one], [...other]);
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** In what the records differ from those expected; `undefined` when they do not. */
export function difference(actual: readonly unknown[], expected: readonly unknown[]): string | undefined {
  const at = expected.findIndex((row, i) => i < actual.length && !isSame(actual[i], row));
  if (at >= 0) return `record ${at} is ${textOf(actual[at])}, where ${textOf(expected[at])} was due`;
  if (actual.length === expected.length) return undefined;
  const extra = actual.length > expected.length ? `, such as ${textOf(actual[expected.length])}` : '';
  const missing = actual.length < expected.length ? `, without ${textOf(expected[actual.length])}` : '';
  return `there are ${actual.length} records, where ${expected.length} were due${extra}${missing}`;
}

/** A value in a message. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? String(value);
}
