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
  /** The class body gives each instance a value; else the first assignment does. */
  readonly declared: boolean;
  /** Where its accessor is: on the prototype, on the one owner itself, or nowhere that a name leads to. */
  readonly place: 'prototype' | 'own' | 'private';
  /** The one owner of a static attribute. */
  readonly holder?: () => object;
}

/** An audited attribute of a class: its settings and its log. */
export class Attribute {
  declare readonly key: PropertyKey;
  declare readonly name: string;
  declare readonly label: string;
  declare readonly form: AttributeForm;
  declare readonly options: AuditedOptions;
  declare readonly enabled: boolean;
  declare readonly capture: Capture;
  declare readonly rules: readonly Rule[];
  declare readonly equals: (a: unknown, b: unknown) => boolean;
  declare readonly clock: Clock | undefined;
  declare readonly keep: Keeper;
  declare readonly ring: Ring;
  declare readonly property: PropertyDescriptor;
  declare readonly skipsUnchanged: boolean;
  /** A write of a number over a number needs nothing but its rules and an entry. */
  declare readonly direct: boolean;
  /** Where owners keep its cell, as a rule: an owner whose attributes began in another order is searched. */
  position = 0;

  constructor(key: PropertyKey, options: AuditedOptions, form: AttributeForm) {
    const { check = [], capacity = DEFAULT_CAPACITY, maxBytes = Infinity, equals } = options;
    this.key = key;
    this.name = String(key);
    refuseContradictions(this.name, capacity, maxBytes, options);
    this.label = options.label ?? this.name;
    this.form = form;
    this.options = options;
    this.enabled = options.enabled ?? true;
    this.capture = options.capture ?? 'shallow';
    this.rules = [check].flat().map(toRule);
    this.equals = equals ?? sameValueZero;
    this.clock = options.clock;
    this.keep = keeperOf(options);
    this.ring = new Ring(capacity, maxBytes);
    this.property = { ...accessorsOf(this), enumerable: false, configurable: false };
    this.skipsUnchanged = options.skipUnchanged ?? equals !== undefined;
    this.direct = this.enabled && !options.redact && !options.coerce && !equals && maxBytes === Infinity;
  }

  now(): number {
    return this.clock === undefined ? Date.now() : this.clock();
  }

  salt(): string {
    const { redact } = this.options;
    if (typeof redact !== 'object') return '';
    return redact.salt === undefined ? crypto.randomUUID() : redact.salt();
  }
}

function refuseContradictions(
  attribute: string,
  capacity: number,
  maxBytes: number,
  { capture, hash, redact }: AuditedOptions,
): void {
  const needs = (met: unknown, what: string) => {
    if (!met) throw new AuditError('invalid-options', `${attribute} needs ${what}.`, { attribute });
  };
  needs(Number.isSafeInteger(capacity) && capacity > 0, `a capacity of 1 entry or more, not ${capacity}`);
  needs(maxBytes > 0, `maxBytes above 0, not ${maxBytes}`);
  needs(capture !== 'digest' || hash, "a hash function for capture: 'digest'");
  needs(
    typeof redact !== 'object' || (redact.key && redact.hmac),
    'both key and hmac to redact with a digest',
  );
}
