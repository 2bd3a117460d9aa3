import { encodeCanonical } from '../log/canonical.ts';
import { Withheld } from '../log/withheld.ts';
import type { AuditedOptions, Capture } from '../types.ts';

/** How a log holds an object: as a copy of its own, or by a weak way back to it. */
class Kept {
  /** The object as it was; a fresh one where it is a copy. */
  readonly copy: () => unknown;
  /** Makes a fresh copy immutable. */
  readonly seal: (copy: unknown) => unknown;

  constructor(copy: () => unknown, seal: (copy: unknown) => unknown) {
    this.copy = copy;
    this.seal = seal;
  }
}

/** Makes the form in which a log holds a value. The salt is one for the old and the new value of an entry. */
export type Keeper = (value: unknown, salt: string) => unknown;

/** The keeper that an attribute's options ask for. */
export function keeperOf({ capture = 'shallow', hash, redact }: AuditedOptions): Keeper {
  if (typeof redact === 'object') {
    const { key, hmac } = redact;
    return (value, salt) => new Withheld('redacted', hmac(key, `${salt}:${encodeCanonical(value)}`), salt);
  }
  if (redact) return () => new Withheld('redacted');
  if (hash && capture === 'digest') {
    return (value) => (isObject(value) ? new Withheld('digest', hash(encodeCanonical(value))) : value);
  }
  return (value) => (isObject(value) ? keep(value, capture) : value);
}

/** The value for a reader of the log: made anew and sealed, so that none can change what the next one sees. */
export function release(kept: unknown): unknown {
  return kept instanceof Kept ? kept.seal(kept.copy()) : kept;
}

/** A value from an entry, for use as a live one: a copy of its own, which can be changed. */
export function thawed(value: unknown, capture: Capture): unknown {
  return isObject(value) ? keep(value, capture).copy() : value;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** What an object holds, one level deep. */
export function partsOf(value: unknown): unknown[] {
  if (value instanceof Map || value instanceof Set) return [...value].flat();
  return isObject(value) && !ArrayBuffer.isView(value) ? Object.values(value) : [];
}

function keep(value: object, capture: Capture): Kept {
  if (capture === 'structuredClone') return cloned(value);
  return capture === 'shallow' ? copied(value) : weakly(value);
}

function weakly(value: object): Kept {
  const reference = new WeakRef(value);
  return new Kept(
    () => reference.deref() ?? new Withheld('unavailable'),
    (live) => live,
  );
}

function cloned(value: object): Kept {
  const clone = structuredClone(value);
  return new Kept(() => structuredClone(clone), deepFrozen);
}

/** One level: what lies deeper is remembered weakly, so that a value that points at its owner does not hold it. */
function copied(value: object): Kept {
  if (Array.isArray(value)) return rebuilt(value, (parts) => parts);
  if (value instanceof Set) return rebuilt(value, (parts) => new Set(parts));
  if (value instanceof Map) return rebuilt([...value].flat(), (parts) => new Map(paired(parts)));
  if (value instanceof Date || ArrayBuffer.isView(value)) return cloned(value);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return weakly(value);
  return rebuilt(Object.entries(value).flat(), (parts) =>
    Object.setPrototypeOf(Object.fromEntries(paired(parts)), prototype),
  );
}

function rebuilt(values: Iterable<unknown>, build: (parts: unknown[]) => unknown): Kept {
  const parts = Array.from(values, (part) => (isObject(part) ? weakly(part) : part));
  return new Kept(() => build(parts.map(release)), Object.freeze);
}

function paired(parts: readonly unknown[]): [never, unknown][] {
  return parts.flatMap((part, i) => (i % 2 ? [[parts[i - 1] as never, part]] : []));
}

function deepFrozen(value: unknown): unknown {
  if (isObject(value) && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.values(Object.freeze(value)).forEach(deepFrozen);
  }
  return value;
}
