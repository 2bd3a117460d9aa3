import { escapeControls } from '../internal/escape.ts';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEEPEST = 100;

/**
 * One line of JSON in which equal data gives equal text and different data different text.
 *
 * What JSON has no form for is an object with one key, a dollar sign and the name of its type: `{"$bigint":"1"}`,
 * `{"$number":"NaN"}`, `{"$undefined":"undefined"}`, `{"$Map":[[1,2]]}`, `{"$Date":0}`, `{"$Point":{"x":1}}`. A plain key
 * that begins with a dollar sign gets a second one. Keys are sorted; maps and sets keep their order. Control and direction
 * characters are escaped. Throws on nesting beyond 100 levels and on objects that refuse to be read.
 */
export function encodeCanonical(value: unknown): string {
  return escapeControls(JSON.stringify(toTagged(value)));
}

/** The value as plain JSON, with the tags of {@link encodeCanonical}. */
export function toTagged(value: unknown, above: readonly object[] = []): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'object') return taggedObject(value, above);
  if (typeof value === 'function') return { $function: value.name };
  if (Object.is(value, -0)) return { $number: '-0' };
  return Number.isFinite(value) ? (value as number) : { [`$${typeof value}`]: String(value) };
}

function taggedObject(value: object, above: readonly object[]): Json {
  const distance = above.lastIndexOf(value);
  if (distance >= 0) return { $cycle: above.length - distance };
  if (above.length === DEEPEST) throw new RangeError(`nested deeper than ${DEEPEST} levels`);
  const inner = (part: unknown) => toTagged(part, [...above, value]);
  if (Array.isArray(value)) return Array.from(value, inner);
  const name = typeName(value);
  if (value instanceof Date) return { [name]: inner(value.getTime()) };
  if (value instanceof Map || value instanceof Set || isTypedArray(value)) {
    return { [name]: Array.from(value as Iterable<unknown>, inner) };
  }
  const entries = Object.entries(value instanceof Error ? { ...value, message: value.message } : value);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = Object.fromEntries(entries.map(([key, part]) => [key.replace(/^\$/, '$$$$'), inner(part)]));
  return name === '$Object' ? fields : { [name]: fields };
}

function typeName(value: object): string {
  const type = Object.getPrototypeOf(value)?.constructor ?? Object;
  return `$${ArrayBuffer.isView(value) ? Object.prototype.toString.call(value).slice(8, -1) : type.name}`;
}

function isTypedArray(value: object): boolean {
  return ArrayBuffer.isView(value) && Symbol.iterator in value;
}
