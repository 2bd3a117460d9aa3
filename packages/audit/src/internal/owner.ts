import type { Kind } from './kind.ts';

/** What a log remembers of an owner: its name and a weak way back to it, never the owner itself. */
export class Owner {
  readonly kind: Kind;
  readonly target: WeakRef<object>;
  id: string;

  constructor(target: object, kind: Kind) {
    this.kind = kind;
    this.target = new WeakRef(target);
    kind.owners += 1;
    this.id = typeof target === 'function' ? kind.name : `${kind.name}#${kind.owners}`;
  }
}
