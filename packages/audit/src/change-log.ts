import type { Attribute } from './internal/attribute.ts';
import { ChangeEntry } from './internal/change.ts';
import type { Owner } from './internal/owner.ts';
import type { Change } from './types.ts';

/** The changes of a class, a class's attribute or an instance, oldest first. A live view: it copies nothing. */
export class ChangeLog<Value = unknown> implements Iterable<Change<Value>> {
  readonly #attributes: readonly Attribute[];
  readonly #concerns: (owner: Owner) => boolean;

  /** @internal */
  constructor(attributes: readonly Attribute[], concerns: (owner: Owner) => boolean) {
    this.#attributes = attributes;
    this.#concerns = concerns;
  }

  /** Entries kept. */
  get size(): number {
    return this.#rows().length;
  }

  /** Entries that went because the log is bounded. */
  get dropped(): number {
    return this.#attributes.reduce((sum, { ring }) => sum + ring.dropped, 0);
  }

  /** The entry at `index`, from the end when negative; undefined beyond. */
  at(index: number): Change<Value> | undefined {
    return [...this].at(index);
  }

  *[Symbol.iterator](): IterableIterator<Change<Value>> {
    for (const { attribute, position } of this.#rows()) {
      if (position >= attribute.ring.first) yield new ChangeEntry(attribute, position) as Change<Value>;
    }
  }

  #rows(): { attribute: Attribute; position: number; sequence: number }[] {
    const rows = this.#attributes.flatMap((attribute) => {
      const { ring } = attribute;
      return Array.from({ length: ring.size }, (_, i) => ring.first + i)
        .filter((position) => this.#concerns(ring.ownerAt(position)))
        .map((position) => ({ attribute, position, sequence: ring.sequenceAt(position) }));
    });
    return rows.sort((a, b) => a.sequence - b.sequence);
  }
}
