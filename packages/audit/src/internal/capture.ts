import { encodeCanonical } from '../log/canonical.ts';
import { Withheld } from '../log/withheld.ts';
import type { AuditedOptions, Capture, RedactOptions } from '../types.ts';

const OBJECT_BYTES = 16;

/** How a log holds an object: a copy of its own, or a weak way back to it. */
interface Holding {
  /** The object as it was, a fresh copy where it is a copy. */
  readonly copy: () => unknown;
  /** Makes a fresh copy immutable. */
  readonly seal: <Value>(copy: Value) => Value;
  /** Estimated bytes held. */
  readonly bytes: () => number;
}

class Kept {
  readonly holding: Holding;

  constructor(holding: Holding) {
    this.holding = holding;
  }
}

/** Makes the form in which a log holds a value. The salt is one for the old and the new value of an entry. */
export type Keeper = (value: unknown, salt: string) => unknown;

/** The keeper that an attribute's options ask for. */
export function keeperOf({ capture = 'shallow', hash, redact }: AuditedOptions): Keeper {
  if (redact) return redactor(redact === true ? undefined : redact);
  if (hash !== undefined && capture === 'digest') {
    return (value) => (isObject(value) ? new Withheld('digest', hash(encodeCanonical(value))) : value);
  }
  return (value) => (isObject(value) ? keepObject(value, capture) : value);
}

/** The value for a reader of the log: made anew and sealed, so that none can change what the next one sees. */
export function release(kept: unknown): unknown {
  return kept instanceof Kept ? kept.holding.seal(kept.holding.copy()) : kept;
}

/** A value from an entry, for use as a live one: a copy of its own, which can be changed. */
export function thawed(value: unknown, capture: Capture): unknown {
  return isObject(value) ? keepObject(value, capture).holding.copy() : value;
}

/** Estimated bytes that holding this takes beyond the entry itself. */
export function bytesOf(kept: unknown): number {
  if (typeof kept === 'string') return OBJECT_BYTES + 2 * kept.length;
  if (kept instanceof Kept) return OBJECT_BYTES + kept.holding.bytes();
  if (kept instanceof Withheld) return OBJECT_BYTES + 2 * `${kept.digest}${kept.salt}`.length;
  return typeof kept === 'bigint' ? OBJECT_BYTES + String(kept).length / 2 : 0;
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function redactor(options: RedactOptions | undefined): Keeper {
  if (options === undefined) return () => new Withheld('redacted');
  const { key, hmac } = options;
  return (value, salt) => new Withheld('redacted', hmac(key, `${salt}:${encodeCanonical(value)}`), salt);
}

function keepObject(value: object, capture: Capture): Kept {
  if (capture === 'structuredClone') return cloned(value);
  return capture === 'shallow' ? copied(value) : weakly(value);
}

function weakly(value: object): Kept {
  const reference = new WeakRef(value);
  return new Kept({
    copy: () => reference.deref() ?? new Withheld('unavailable'),
    seal: (live) => live,
    bytes: () => 0,
  });
}

function cloned(value: object): Kept {
  const clone = structuredClone(value);
  return new Kept({
    copy: () => structuredClone(clone),
    seal: deepFrozen,
    bytes: () => 2 * encodeCanonical(clone).length,
  });
}

/** One level: what lies deeper is remembered weakly, so that a value that points at its owner does not hold it. */
function copied(value: object): Kept {
  if (Array.isArray(value)) return rebuilt(value, (parts) => parts);
  if (value instanceof Map) return rebuilt([...value].flat(), (parts) => new Map(pairs(parts)));
  if (value instanceof Set) return rebuilt([...value], (parts) => new Set(parts));
  if (value instanceof Date || ArrayBuffer.isView(value)) return cloned(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return weakly(value);
  return rebuilt(Object.entries(value).flat(), (parts) =>
    Object.setPrototypeOf(Object.fromEntries(pairs(parts)), prototype),
  );
}

function rebuilt(values: readonly unknown[], build: (parts: unknown[]) => unknown): Kept {
  const parts = Array.from(values, (part) => (isObject(part) ? weakly(part) : part));
  return new Kept({
    copy: () => build(parts.map(release)),
    seal: Object.freeze,
    bytes: () => parts.reduce<number>((sum, part) => sum + OBJECT_BYTES + bytesOf(part), 0),
  });
}

function pairs<Key>(parts: readonly unknown[]): [Key, unknown][] {
  return Array.from({ length: parts.length / 2 }, (_, i) => [parts[2 * i] as Key, parts[2 * i + 1]]);
}

function deepFrozen<Value>(value: Value): Value {
  if (isObject(value) && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.values(Object.freeze(value)).forEach(deepFrozen);
  }
  return value;
}
