import type { Change, Outcome } from '../types.ts';
import type { Attribute } from './attribute.ts';
import { release } from './capture.ts';
import type { Entry } from './entry.ts';
import type { Owner } from './owner.ts';

/** An entry as its readers see it. Keeping it keeps the entry, and not its owner. */
export class ChangeEntry implements Change {
  declare readonly sequence: number;
  declare readonly ownerId: string;
  declare readonly attribute: string;
  declare readonly label: string;
  declare readonly oldValue: unknown;
  declare readonly newValue: unknown;
  declare readonly timestamp: number;
  declare readonly outcome: Outcome;
  declare readonly initial?: true;
  declare readonly rule?: string;
  declare readonly actor?: string;
  declare readonly reason?: string;
  declare readonly correlationId?: string;
  readonly #owner: Owner;

  constructor({ name, label }: Attribute, entry: Entry) {
    const { owner, rule, initial } = entry;
    this.#owner = owner;
    this.sequence = entry.sequence;
    this.ownerId = owner.id;
    this.attribute = name;
    this.label = label;
    this.oldValue = release(entry.oldValue);
    this.newValue = release(entry.newValue);
    this.timestamp = entry.timestamp;
    this.outcome = rule === undefined ? 'applied' : 'rejected';
    Object.assign(this, initial && { initial }, rule !== undefined && { rule }, entry.context);
    Object.freeze(this);
  }

  get owner(): object | undefined {
    return this.#owner.target.deref();
  }

  /** Who owned the changed attribute; undefined for a change of another make, such as one read from a trail. */
  static ownerOf(change: object): Owner | undefined {
    return #owner in change ? change.#owner : undefined;
  }
}
