import type { Attribute } from '../internal/attribute.ts';
import { ChangeEntry } from '../internal/change.ts';
import type { Owner } from '../internal/owner.ts';
import type { Change } from '../types.ts';
import { type ChangeFilter, matches } from './change-filter.ts';

interface Row {
  readonly attribute: Attribute;
  readonly position: number;
  readonly sequence: number;
}

/**
 * The changes of a class, an attribute or an instance, oldest first.
 *
 * A view of the logs that each attribute of a class keeps: it is always up to date and holds no entries of its own.
 */
export class ChangeLog<Value = unknown> implements Iterable<Change<Value>> {
  readonly #attributes: readonly Attribute[];
  readonly #concerns: (owner: Owner) => boolean;
  #rows: readonly Row[] = [];
  #seen = -1;

  /** @internal */
  constructor(attributes: readonly Attribute[], concerns: (owner: Owner) => boolean) {
    this.#attributes = attributes;
    this.#concerns = concerns;
  }

  /** Entries kept. */
  get size(): number {
    return this.#current().length;
  }

  /** Entries that the logs of these attributes, of all owners, have let go because they are bounded. */
  get dropped(): number {
    return this.#attributes.reduce((sum, { ring }) => sum + ring.first, 0);
  }

  /** The entry at `index`, from the end when negative; undefined beyond. */
  at(index: number): Change<Value> | undefined {
    const row = this.#current().at(index);
    return row && changeOf(row);
  }

  /** The entries that meet the filter. */
  filter(filter: ChangeFilter): Change<Value>[] {
    return [...this].filter((change) => matches(change, filter));
  }

  /** The entries that are there when the iteration begins; those that are let go meanwhile are passed over. */
  *[Symbol.iterator](): IterableIterator<Change<Value>> {
    for (const row of this.#current()) {
      if (row.position >= row.attribute.ring.first) yield changeOf(row);
    }
  }

  #current(): readonly Row[] {
    const seen = this.#attributes.reduce((sum, { ring }) => sum + ring.total, 0);
    if (seen !== this.#seen) {
      this.#rows = this.#attributes.flatMap((attribute) => this.#rowsOf(attribute)).sort(bySequence);
      this.#seen = seen;
    }
    return this.#rows;
  }

  #rowsOf(attribute: Attribute): Row[] {
    const { ring } = attribute;
    const rows: Row[] = [];
    for (let position = ring.first; position < ring.total; position += 1) {
      const { owner, sequence } = ring.entryAt(position);
      if (this.#concerns(owner)) rows.push({ attribute, position, sequence });
    }
    return rows;
  }
}

function bySequence(a: Row, b: Row): number {
  return a.sequence - b.sequence;
}

function changeOf<Value>({ attribute, position }: Row): Change<Value> {
  return new ChangeEntry(attribute, attribute.ring.entryAt(position)) as Change as Change<Value>;
}
