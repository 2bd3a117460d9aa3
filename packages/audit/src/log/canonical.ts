import { AuditError } from '../errors.ts';
import { escapeControls } from '../internal/escape.ts';
import { Withheld } from './withheld.ts';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEEPEST = 100;
const TYPED_ARRAYS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];

/**
 * One line of JSON in which equal data gives equal text and different data different text.
 *
 * What JSON has no form for is tagged by a key that begins with a dollar sign: `{"$bigint":"1"}`, `{"$number":"NaN"}`,
 * `{"$undefined":true}`, `{"$map":[[1,2]]}`. A plain key that begins with one gets a second one. Keys are sorted; maps
 * and sets keep their order. Control and direction characters are escaped. Throws on nesting beyond 100 levels and on
 * objects that refuse to be read.
 */
export function encodeCanonical(value: unknown): string {
  return escapeControls(JSON.stringify(toTagged(value)));
}

/**
 * The value of a canonical text. Functions, symbols and instances of classes come back as what the text says of them:
 * a description, a fresh symbol, a plain object.
 */
export function decodeCanonical(text: string): unknown {
  try {
    return fromTagged(JSON.parse(text));
  } catch (cause) {
    throw new AuditError('malformed', 'This text is not in the canonical encoding of audit values.', {
      cause,
    });
  }
}

/** The value as plain JSON, with the tags of {@link encodeCanonical}. */
export function toTagged(value: unknown, above: readonly object[] = []): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return taggedNumber(value);
  if (typeof value === 'object') return taggedObject(value, above);
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (typeof value === 'symbol') return { $symbol: value.description ?? '' };
  if (typeof value === 'function') return { $function: value.name };
  return { $undefined: true };
}

function taggedNumber(value: number): Json {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { $number: Object.is(value, -0) ? '-0' : String(value) };
}

function taggedObject(value: object, above: readonly object[]): Json {
  const distance = above.lastIndexOf(value);
  if (distance >= 0) return { $cycle: above.length - distance };
  if (above.length >= DEEPEST) throw new RangeError(`Nested deeper than ${DEEPEST} levels.`);
  const within = [...above, value];
  const inner = (part: unknown) => toTagged(part, within);
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Map) return { $map: Array.from(value, (pair) => pair.map(inner)) };
  if (value instanceof Set) return { $set: Array.from(value, inner) };
  if (value instanceof Date) return { $date: inner(value.getTime()) };
  if (value instanceof Withheld) return { $withheld: [value.kind, value.digest ?? null, value.salt ?? null] };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const name = Object.prototype.toString.call(value).slice(8, -1);
    return { $typed: [name, Array.from(value as unknown as Iterable<unknown>, inner)] };
  }
  const fields = taggedFields(value, inner);
  const type = Object.getPrototypeOf(value)?.constructor;
  return type === Object || type === undefined ? fields : { $object: [String(type.name), fields] };
}

function taggedFields(value: object, inner: (part: unknown) => Json): Json {
  const entries = Object.entries(value);
  if (value instanceof Error) entries.push(['message', value.message]);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, part]) => [key.startsWith('$') ? `$${key}` : key, inner(part)]),
  );
}

function fromTagged(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromTagged);
  const entries = Object.entries(json);
  const [[tag, content] = ['', null]] = entries;
  if (entries.length === 1 && /^\$[^$]/.test(tag)) return untag(tag, content);
  return Object.fromEntries(
    entries.map(([key, part]) => [key.startsWith('$') ? key.slice(1) : key, fromTagged(part)]),
  );
}

/** Contents are of the shape `toTagged` gave them; any other makes this throw, or gives a value no one can mistake. */
function untag(tag: string, content: unknown): unknown {
  const parts = Array.isArray(content) ? content : [];
  switch (tag) {
    case '$undefined':
      return undefined;
    case '$number':
      return Number(content);
    case '$bigint':
      return BigInt(content as string);
    case '$date':
      return new Date(Number(fromTagged(content as Json)));
    case '$map':
      return new Map(fromTagged(parts) as [unknown, unknown][]);
    case '$set':
      return new Set(fromTagged(parts) as unknown[]);
    case '$symbol':
      return Symbol(String(content));
    case '$object':
      return fromTagged(parts[1]);
    case '$withheld':
      return new Withheld(parts[0], parts[1] ?? undefined, parts[2] ?? undefined);
    case '$typed':
      return typedArray(parts[0], fromTagged(parts[1]) as never[]);
    case '$function':
    case '$cycle':
      return `[${tag.slice(1)} ${content}]`;
    default:
      throw new TypeError(`Unknown tag ${tag}.`);
  }
}

function typedArray(name: string, values: never[]): unknown {
  const type = TYPED_ARRAYS.find((candidate) => candidate.name === name);
  if (type === undefined) throw new TypeError(`Unknown typed array ${name}.`);
  return new type(values);
}
