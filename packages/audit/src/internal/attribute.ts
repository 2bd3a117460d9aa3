import { AuditError } from '../errors.ts';
import type { AuditedOptions, Clock, Rule } from '../types.ts';
import { Ring } from './ring.ts';

const DEFAULT_CAPACITY = 4096;

/** An audited attribute of a class: its settings and its log. */
export class Attribute {
  readonly key: PropertyKey;
  readonly name: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly skipUnchanged: boolean;
  readonly rules: readonly Rule[];
  readonly clock: Clock | undefined;
  readonly ring: Ring;
  /** Storage begins in the class body, before any assignment: a receiver without it is no instance. */
  readonly declared: boolean;
  /** A write of a number over a number needs nothing but its rules and an entry. */
  readonly direct: boolean;
  /** Where owners keep its cell, as a rule: an owner whose attributes began in another order is searched. */
  position = 0;

  constructor(key: PropertyKey, options: AuditedOptions, declared: boolean) {
    this.key = key;
    this.name = String(key);
    this.label = options.label ?? this.name;
    this.enabled = options.enabled ?? true;
    this.skipUnchanged = options.skipUnchanged ?? false;
    this.rules = rulesOf(options.check);
    this.clock = options.clock;
    this.ring = new Ring(capacityOf(options, this.name));
    this.declared = declared;
    this.direct = this.enabled && !this.skipUnchanged;
  }

  now(): number {
    return this.clock === undefined ? Date.now() : this.clock();
  }
}

function rulesOf(check: AuditedOptions['check']): readonly Rule[] {
  if (check === undefined) return [];
  return typeof check === 'function' ? [check] : check;
}

function capacityOf({ capacity = DEFAULT_CAPACITY }: AuditedOptions, name: string): number {
  if (Number.isSafeInteger(capacity) && capacity > 0) return capacity;
  throw new AuditError(
    'invalid-options',
    `The capacity of the log of ${name} is a positive whole number of entries, not ${capacity}.`,
    { attribute: name },
  );
}

const attributes = new WeakMap<object, Attribute>();

/** Remembers whose setter this is, which is how an attribute is found again on a class: no metadata needed. */
export function registerSetter(setter: object, attribute: Attribute): void {
  attributes.set(setter, attribute);
}

export function attributeOfSetter(setter: object | undefined): Attribute | undefined {
  return setter === undefined ? undefined : attributes.get(setter);
}
