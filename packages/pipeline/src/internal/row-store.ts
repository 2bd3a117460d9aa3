import { type Dictionary, RecordBatch, RecordError, type RowNumbers } from '@pipe/records';
import { take } from '@pipe/records/operations';
import type { AnyBatch, AnyRecordType } from '../any-record.ts';

/** The rows as they stood; `undefined` for none. */
export type RowStoreState = ReturnType<AnyBatch['toMessage']> | undefined;

/**
 * Copies of rows that a stage keeps beyond their batch, numbered from 0 in the order in which they came.
 *
 * They have the dictionaries of the batch that came first. Where batches have different ones, as those of merged sources
 * do, the rows get dictionaries of their own: a source's is not to fill up with another's texts.
 */
export class RowStore {
  #batch: AnyBatch | undefined;
  /** Whether nobody else writes to the dictionaries. */
  #isOwn = false;

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
    const dictionaries = dictionariesOf(batch);
    const store = this.#batch;
    if (store !== undefined && isSame(dictionariesOf(store), dictionaries)) store.appendBatch(batch);
    else if (store !== undefined && store.length > 0) this.#appendOthers(store, batch);
    else {
      store?.release();
      this.#batch = batch.type.batch(batch.capacity, { dictionaries }).appendBatch(batch);
      this.#isOwn = false;
    }
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
    this.#isOwn = true;
  }

  /** Adds rows whose codes mean something else. */
  #appendOthers(store: AnyBatch, batch: AnyBatch): void {
    try {
      if (this.#isOwn) {
        store.appendBatch(batch);
        return;
      }
    } catch (cause) {
      if (!(cause instanceof RecordError) || cause.code !== 'dictionary-full') throw cause;
    }
    // Keys come and go, dictionaries only grow: new ones have the texts of the rows that are there.
    this.#batch = store.type
      .batch(store.length + batch.selected)
      .appendBatch(store)
      .appendBatch(batch);
    this.#isOwn = true;
    store.release();
  }
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
