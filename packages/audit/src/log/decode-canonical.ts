import { AuditError } from '../errors.ts';
import type { Json } from './canonical.ts';
import { Withheld } from './withheld.ts';

type Decoder = (content: never) => unknown;

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

const DECODERS = new Map<string, Decoder>([
  ['$undefined', () => undefined],
  ['$number', (text: string) => Number(text)],
  ['$bigint', (text: string) => BigInt(text)],
  ['$symbol', (text: string) => text],
  ['$function', (name: string) => `[function ${name}]`],
  ['$cycle', (levels: number) => `[cycle ${levels}]`],
  ['$Date', (time: number) => new Date(time)],
  ['$Map', (entries: [unknown, unknown][]) => new Map(entries)],
  ['$Set', (values: unknown[]) => new Set(values)],
  ['$Withheld', ({ kind, digest, salt }: Withheld) => new Withheld(kind, digest, salt)],
  ...TYPED_ARRAYS.map((type): [string, Decoder] => [`$${type.name}`, (values) => new type(values)]),
]);

/**
 * The value of a canonical text. Functions and symbols come back as text that describes them, instances of other classes
 * as plain objects.
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

function fromTagged(json: Json): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromTagged);
  const entries = Object.entries(json).map(([key, part]) => [key, fromTagged(part)] as const);
  const [[tag, content] = ['', undefined]] = entries;
  if (entries.length === 1 && /^\$(?!\$)/.test(tag)) {
    const decode = DECODERS.get(tag);
    return decode === undefined ? content : decode(content as never);
  }
  return Object.fromEntries(entries.map(([key, part]) => [key.replace(/^\$\$/, '$'), part]));
}
