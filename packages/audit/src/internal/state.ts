import type { AuditContext } from '../context/audit-context.ts';
import { AuditError } from '../errors.ts';
import type { Attribute } from './attribute.ts';
import { kindOfOwner } from './kind.ts';
import type { Subscription } from './notify.ts';
import { Owner } from './owner.ts';

/**
 * The value of one attribute of one owner. Numbers have a field of their own, which begins as NaN so that the engine
 * keeps it as a raw double and overwrites it in place: a numeric write allocates nothing.
 */
export class Cell {
  readonly attribute: Attribute;
  numeric = false;
  number = Number.NaN;
  other: unknown = undefined;
  /** Nothing has been assigned yet. */
  isBlank = true;

  constructor(attribute: Attribute) {
    this.attribute = attribute;
  }

  get value(): unknown {
    return this.numeric ? this.number : this.other;
  }

  set value(value: unknown) {
    this.numeric = typeof value === 'number';
    if (typeof value === 'number') this.number = value;
    this.other = this.numeric ? undefined : value;
    this.isBlank = false;
  }
}

/** A value that a cell already holds and that is not logged yet. */
export interface Pending {
  readonly cell: Cell;
  readonly state: State;
  readonly oldValue: unknown;
  readonly initial: boolean;
  /** That of the last assignment. */
  context: AuditContext | undefined;
}

/** What a transaction has assigned so far, by cell, in the order of the first assignment. */
export type Frame = Map<Cell, Pending>;

/** All that belongs to an owner. Only the owner keeps it, so it may point back at it. */
export class State {
  readonly owner: Owner;
  readonly cells: Cell[] = [];
  subscriptions: readonly Subscription[] = [];
  /** The innermost transaction that this owner is in. */
  frame: Frame | undefined = undefined;

  constructor(owner: Owner) {
    this.owner = owner;
  }

  add(cell: Cell): void {
    cell.attribute.position = this.cells.push(cell) - 1;
  }

  cell(attribute: Attribute): Cell | undefined {
    const cell = this.cells[attribute.position];
    return cell !== undefined && cell.attribute === attribute ? cell : this.#search(attribute);
  }

  #search(attribute: Attribute): Cell | undefined {
    return this.cells.find((candidate) => candidate.attribute === attribute);
  }
}

/** Constructs nothing new: a derived class puts its private field on the very object it is given. */
class Returning {
  constructor(target: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the returned object is the point of this class.
    return target;
  }
}

/** A private field on any object: found faster than an entry of a WeakMap, and just as invisible. */
class Stamp extends Returning {
  readonly #state: State;

  constructor(target: object, state: State) {
    super(target);
    this.#state = state;
  }

  static find(target: object): State | undefined {
    return #state in target ? (target as Stamp).#state : undefined;
  }

  static expect(target: object): State | undefined {
    try {
      return (target as Stamp).#state;
    } catch {
      return undefined;
    }
  }
}

/** The state of an owner; undefined where there is none. A Proxy of an owner, or an object made from it, has none. */
export const stateOf = Stamp.find;

/**
 * The same, for a receiver of the attribute. Where all receivers have a state it is looked up once: whether there is one
 * shows by the error.
 */
export function stateFor({ form }: Attribute, target: object): State | undefined {
  return form.declared ? Stamp.expect(target) : Stamp.find(target);
}

/** Makes `target` an owner. */
export function attachState(target: object): State {
  const state = new State(new Owner(target, kindOfOwner(target)));
  new Stamp(target, state);
  return state;
}

let strict = false;

/** Runs `body`, within which an attribute without a value throws when it is read, also where it would be undefined. */
export function strictly<Result>(body: () => Result): Result {
  const outer = strict;
  strict = true;
  try {
    return body();
  } finally {
    strict = outer;
  }
}

/** Throws when it is a mistake that the receiver has no value of the attribute. */
export function requireDeclared({ name, form }: Attribute): void {
  if (strict || form.declared) throw noValue(name);
}

/** The error of a receiver that has no value of the attribute. */
export function noValue(attribute: string): AuditError {
  return new AuditError(
    'uninitialised',
    `${attribute} has no value here: this is a Proxy or the like of the instance, or a base constructor uses what a ` +
      'subclass is yet to initialise.',
    { attribute },
  );
}
