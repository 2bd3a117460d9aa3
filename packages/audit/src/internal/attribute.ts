import { AuditError } from '../errors.ts';
import type { AuditedOptions, Capture, Clock, Rule } from '../types.ts';
import { accessorsOf } from './accessors.ts';
import { type Keeper, keeperOf } from './capture.ts';
import { sameValueZero } from './equality.ts';
import { Ring } from './ring.ts';
import { toRule } from './rules.ts';

const DEFAULT_CAPACITY = 4096;

/** What an attribute is in its class. */
export interface AttributeForm {
  /** How an owner comes to have a value: by the class body, or by the first assignment. */
  readonly beginning: 'declared' | 'assigned';
  /** The accessor is private. */
  readonly hidden?: boolean;
  /** The one owner of a static attribute. */
  readonly holder?: () => object;
}

/** An audited attribute of a class: its settings and its log. */
export class Attribute {
  readonly key: PropertyKey;
  readonly name: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly redacted: boolean;
  readonly skipUnchanged: boolean;
  readonly equals: (a: unknown, b: unknown) => boolean;
  readonly coerce: ((value: unknown) => unknown) | undefined;
  readonly rules: readonly Rule[];
  readonly clock: Clock | undefined;
  readonly salt: () => string;
  readonly capture: Capture;
  readonly keep: Keeper;
  readonly ring: Ring;
  readonly beginning: AttributeForm['beginning'];
  /** No property leads to it: the accessor is private. */
  readonly hidden: boolean;
  readonly property: PropertyDescriptor;
  /** A write of a number over a number needs nothing but its rules and an entry. */
  readonly direct: boolean;
  /** Where owners keep its cell, as a rule: an owner whose attributes began in another order is searched. */
  position = 0;

  constructor(key: PropertyKey, options: AuditedOptions, form: AttributeForm) {
    checkOptions(String(key), options);
    const { check = [], equals, redact, enabled = true, maxBytes } = options;
    this.key = key;
    this.name = String(key);
    this.label = options.label ?? this.name;
    this.enabled = enabled;
    this.redacted = Boolean(redact);
    this.skipUnchanged = options.skipUnchanged ?? equals !== undefined;
    this.equals = equals ?? sameValueZero;
    this.coerce = options.coerce;
    this.rules = (Array.isArray(check) ? check : [check]).map(toRule);
    this.clock = options.clock;
    this.salt = saltOf(redact);
    this.capture = options.capture ?? 'shallow';
    this.keep = keeperOf(options);
    this.ring = new Ring(options.capacity ?? DEFAULT_CAPACITY, maxBytes);
    this.beginning = form.beginning;
    this.hidden = form.hidden ?? false;
    this.property = { ...accessorsOf(this, form.holder), enumerable: false, configurable: false };
    this.direct =
      enabled && !this.redacted && !this.skipUnchanged && this.coerce === undefined && maxBytes === undefined;
  }

  now(): number {
    return this.clock === undefined ? Date.now() : this.clock();
  }
}

function checkOptions(
  name: string,
  { capacity = 1, maxBytes = 1, capture, hash, redact }: AuditedOptions,
): void {
  const wrong = (expected: string) => {
    throw new AuditError('invalid-options', `The audited attribute ${name} ${expected}.`, {
      attribute: name,
    });
  };
  if (!isCount(capacity)) wrong(`keeps a whole number of entries, at least 1: capacity is ${capacity}`);
  if (!isCount(maxBytes)) wrong(`keeps a whole number of bytes, at least 1: maxBytes is ${maxBytes}`);
  if (capture === 'digest' && typeof hash !== 'function') wrong("has capture: 'digest' and needs hash");
  if (typeof redact !== 'object') return;
  if (!redact.key || typeof redact.hmac !== 'function')
    wrong('needs both key and hmac to redact with a digest');
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function saltOf(redact: AuditedOptions['redact']): () => string {
  if (typeof redact !== 'object') return () => '';
  return redact.salt ?? (() => crypto.randomUUID());
}
