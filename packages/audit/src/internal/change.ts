import type { Change, Outcome } from '../types.ts';
import type { Attribute } from './attribute.ts';
import type { Owner } from './owner.ts';
import { INITIAL, REJECTED } from './ring.ts';

/** A change read from a ring. Keeping it keeps the entry, and not its owner. */
export class ChangeEntry implements Change {
  readonly sequence: number;
  readonly ownerId: string;
  readonly attribute: string;
  readonly label: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly timestamp: number;
  readonly outcome: Outcome;
  declare readonly initial?: true;
  declare readonly rule?: string;
  declare readonly actor?: string;
  declare readonly reason?: string;
  declare readonly correlationId?: string;
  readonly #owner: Owner;

  constructor({ ring, name, label }: Attribute, position: number) {
    const mark = ring.markAt(position);
    this.#owner = ring.ownerAt(position);
    this.sequence = ring.sequenceAt(position);
    this.ownerId = this.#owner.id;
    this.attribute = name;
    this.label = label;
    this.oldValue = ring.oldValueAt(position);
    this.newValue = ring.newValueAt(position);
    this.timestamp = ring.timestampAt(position);
    this.outcome = mark & REJECTED ? 'rejected' : 'applied';
    if (mark & INITIAL) this.initial = true;
    const rule = ring.ruleAt(position);
    if (rule !== undefined) this.rule = rule;
    Object.assign(this, ring.contextAt(position));
    Object.freeze(this);
  }

  get owner(): object | undefined {
    return this.#owner.target;
  }

  static ownerOf(change: object): Owner | undefined {
    return #owner in change ? (change as ChangeEntry).#owner : undefined;
  }
}
