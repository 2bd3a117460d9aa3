import type { Kind } from './kind.ts';

/** What a log remembers of an owner: its name and a weak way back to it, never the owner itself. */
export class Owner {
  readonly kind: Kind;
  readonly #target: WeakRef<object>;
  #id: string | undefined;
  readonly #number: number;

  constructor(target: object, kind: Kind) {
    this.kind = kind;
    this.#target = new WeakRef(target);
    this.#id = typeof target === 'function' ? kind.name : undefined;
    kind.owners += 1;
    this.#number = kind.owners;
  }

  get target(): object | undefined {
    return this.#target.deref();
  }

  get id(): string {
    this.#id ??= `${this.kind.name}#${this.#number}`;
    return this.#id;
  }

  set id(id: string) {
    this.#id = id;
  }
}
