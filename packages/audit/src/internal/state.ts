import type { Attribute } from './attribute.ts';
import type { Owner } from './owner.ts';
import type { Subscription } from './subscription.ts';

/**
 * The value of one attribute of one owner. Numbers have a field of their own, which begins as NaN so that the engine
 * keeps it as a raw double and overwrites it in place: a numeric write allocates nothing.
 */
export class Cell {
  readonly attribute: Attribute;
  numeric = true;
  number = Number.NaN;
  other: unknown = undefined;

  constructor(attribute: Attribute) {
    this.attribute = attribute;
  }

  get value(): unknown {
    return this.numeric ? this.number : this.other;
  }

  set value(value: unknown) {
    this.numeric = typeof value === 'number';
    if (typeof value === 'number') {
      this.number = value;
      this.other = undefined;
    } else {
      this.other = value;
    }
  }
}

/** All that belongs to an owner. Reachable from the owner alone, so it may point back at it. */
export class State {
  readonly owner: Owner;
  readonly cells: Cell[] = [];
  subscriptions: readonly Subscription[] = [];

  constructor(owner: Owner) {
    this.owner = owner;
  }

  cell(attribute: Attribute): Cell | undefined {
    const cell = this.cells[attribute.position];
    if (cell !== undefined && cell.attribute === attribute) return cell;
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

class Stamp extends Returning {
  readonly #state: State;

  constructor(target: object, state: State) {
    super(target);
    this.#state = state;
  }

  static stateOf(target: object): State | undefined {
    return #state in target ? (target as Stamp).#state : undefined;
  }
}

/** The state of an owner, in a private field: no key shows it, no Proxy passes it on. Undefined where there is none. */
export const stateOf = Stamp.stateOf;

export function attachState(target: object, owner: Owner): State {
  const state = new State(owner);
  new Stamp(target, state);
  return state;
}
