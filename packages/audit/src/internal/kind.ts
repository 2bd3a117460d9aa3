import type { Attribute } from './attribute.ts';
import type { Subscription } from './subscription.ts';

/** A class, in the eyes of the audit: what is subscribed to it and ruled for its instances. */
export class Kind {
  readonly name: string;
  readonly parent: Kind | undefined;
  subscriptions: readonly Subscription[] = [];
  /** Attributes that no property leads to (private ones), known from the first instance on. */
  readonly hidden = new Set<Attribute>();
  /** Owners so far: numbers their ids. */
  owners = 0;

  constructor(name: string, parent: Kind | undefined) {
    this.name = name;
    this.parent = parent;
  }

  derivesFrom(other: Kind): boolean {
    for (let kind: Kind | undefined = this; kind !== undefined; kind = kind.parent) {
      if (kind === other) return true;
    }
    return false;
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

/** The kind of an owner: of its class, or of itself where a class owns a static attribute. */
export function kindOfOwner(owner: object): Kind {
  return kindOf(typeof owner === 'function' ? owner : Object.getPrototypeOf(owner)?.constructor);
}

function parentOf(type: { readonly prototype?: unknown }): Kind | undefined {
  if (typeof type.prototype !== 'object' || type.prototype === null) return undefined;
  const parent = Object.getPrototypeOf(type.prototype)?.constructor;
  return parent === undefined || parent === type ? undefined : kindOf(parent);
}
