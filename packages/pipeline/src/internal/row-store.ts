import { type Dictionary, RecordBatch, type RowNumbers } from '@pipe/records';
import { take } from '@pipe/records/operations';
import type { AnyBatch, AnyRecordType } from '../any-record.ts';

/** The rows as they stood; `undefined` for none. */
export type RowStoreState = ReturnType<AnyBatch['toMessage']> | undefined;

/** Copies of rows that a stage keeps beyond their batch, numbered from 0 in the order in which they came. */
export class RowStore {
  #batch: AnyBatch | undefined;

  get size(): number {
    return this.#batch?.length ?? 0;
  }

  /** The rows, for those who write to them; `undefined` before there were any. */
  get batch(): AnyBatch | undefined {
    return this.#batch;
  }

  /** Adds copies of the rows in play. */
  append(batch: AnyBatch): void {
    if (batch.selected === 0) return;
    this.#batch = roomFor(this.#batch, batch);
    this.#batch.appendBatch(batch);
  }

  /** Copies of the named rows, in that order. */
  take(rows: RowNumbers): AnyBatch {
    if (this.#batch === undefined) throw new RangeError('take: there are no rows');
    return take(this.#batch, rows);
  }

  /** Forgets all rows but these, which ascend, and numbers them anew. */
  keep(rows: RowNumbers): void {
    if (rows.length === 0) this.#batch?.setLength(0);
    else this.#batch?.narrow(rows, rows.length).compact();
  }

  snapshot(): RowStoreState {
    return this.size === 0 ? undefined : this.#batch?.fork().toMessage();
  }

  restore(state: RowStoreState): void {
    this.#batch = state === undefined ? undefined : RecordBatch.fromMessage(state);
  }
}

/** A batch that takes rows like those of `batch`: the store's own, unless its codes mean something else. */
function roomFor(store: AnyBatch | undefined, batch: AnyBatch): AnyBatch {
  const { type } = batch;
  const theirs = dictionariesOf(batch);
  if (store === undefined || store.length === 0) {
    return store !== undefined && isSame(dictionariesOf(store), theirs)
      ? store
      : type.batch(batch.capacity, { dictionaries: theirs });
  }
  if (isSame(dictionariesOf(store), theirs)) return store;
  // Neither stream's dictionary is to hold the other's texts.
  const fresh = type.batch(store.length + batch.selected).appendBatch(store);
  store.release();
  return fresh;
}

type DictionaryByName = { readonly [field: string]: Dictionary };

function dictionariesOf(batch: AnyBatch): DictionaryByName {
  const { fields } = batch.type as AnyRecordType;
  const names = Object.keys(fields).filter((name) => fields[name].kind === 'dictionary');
  return Object.fromEntries(names.map((name) => [name, batch.dictionary(name)]));
}

function isSame(one: DictionaryByName, other: DictionaryByName): boolean {
  return Object.keys(one).every((name) => one[name] === other[name]);
}
