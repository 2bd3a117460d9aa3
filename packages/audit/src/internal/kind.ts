import type { Attribute } from './attribute.ts';
import type { Subscription } from './notify.ts';

/** What must hold of an owner's attributes together. */
export type Invariant = (target: never) => boolean;

/** A class, in the eyes of the audit: what is subscribed to it and what must hold of its instances. */
export class Kind {
  readonly name: string;
  readonly parent: Kind | undefined;
  subscriptions: readonly Subscription[] = [];
  invariants: readonly Invariant[] = [];
  /** Attributes that no property leads to (private ones), known from the first instance on. */
  readonly hidden = new Set<Attribute>();
  /** Attributes of its instances, and whether the attribute's name leads to it: not when a subclass redeclares it. */
  readonly leads = new Map<Attribute, boolean>();
  /** Owners so far: numbers their ids. */
  owners = 0;

  constructor(name: string, parent: Kind | undefined) {
    this.name = name;
    this.parent = parent;
  }

  /** The kind and those above it, the most derived first. */
  *lineage(): Generator<Kind> {
    for (let kind: Kind | undefined = this; kind !== undefined; kind = kind.parent) yield kind;
  }

  derivesFrom(other: Kind): boolean {
    return this === other || (this.parent?.derivesFrom(other) ?? false);
  }
}

const kinds = new WeakMap<object, Kind>();
const prototypeless = new Kind('Object', undefined);

/** The kind of a class. */
export function kindOf(type: unknown): Kind {
  if (typeof type !== 'function') return prototypeless;
  let kind = kinds.get(type);
  if (kind === undefined) {
    kind = new Kind(type.name || 'anonymous', parentOf(type));
    kinds.set(type, kind);
  }
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

function parentOf(type: { readonly prototype?: unknown }): Kind | undefined {
  if (typeof type.prototype !== 'object' || type.prototype === null) return undefined;
  const parent = Object.getPrototypeOf(type.prototype)?.constructor;
  return parent === undefined || parent === type ? undefined : kindOf(parent);
}
