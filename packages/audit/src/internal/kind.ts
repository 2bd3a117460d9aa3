import type { Attribute } from './attribute.ts';
import type { Subscription } from './notify.ts';
import type { Owner } from './owner.ts';
import type { Broken } from './rules.ts';

/** A class, in the eyes of the audit: what is subscribed to it and what must hold of its instances. */
export class Kind {
  readonly name: string;
  /** The kind and those above it, the most derived first. */
  readonly lineage: readonly Kind[];
  subscriptions: readonly Subscription[] = [];
  /** Tells what an owner breaks of what must hold of its attributes together. */
  judge: ((owner: Owner) => Broken | undefined) | undefined = undefined;
  /** Attributes of its instances, and whether their names lead to them: not where they are private or redeclared. */
  readonly attributes = new Map<Attribute, boolean>();
  /** Owners so far: numbers their ids. */
  owners = 0;

  constructor(name: string, above: readonly Kind[]) {
    this.name = name;
    this.lineage = [this, ...above];
  }
}

const kinds = new WeakMap<object, Kind>();
const none = new Kind('Object', []);

/** The kind of a class. */
export function kindOf(type: unknown): Kind {
  if (typeof type !== 'function') return none;
  const known = kinds.get(type);
  if (known) return known;
  const above = type.prototype && Object.getPrototypeOf(type.prototype);
  const kind = new Kind(type.name, above ? kindOf(above.constructor).lineage : []);
  kinds.set(type, kind);
  return kind;
}

/** Makes `type` one with `other`. */
export function shareKind(type: object, other: object): void {
  kinds.set(type, kindOf(other));
}

/** The kind of an owner: of its class, or the class itself where that owns a static attribute. */
export function kindOfOwner(owner: object): Kind {
  return kindOf(typeof owner === 'function' ? owner : Object.getPrototypeOf(owner)?.constructor);
}
