import type { AnyBatch } from '../any-record.ts';
import { type BatchKeys, KeySlots, keysOf, slotOf, valuesOf } from '../internal/key-slots.ts';
import { type Numbers, numericKinds, type ReadsKey, type ReadsNumber } from '../internal/numeric-kinds.ts';
import type { Stage } from '../types.ts';
import { checkLimits } from './check-limits.ts';
import { type Limits, type LimitsByKey, LimitTable } from './limits.ts';
import { ThresholdSettings } from './threshold-settings.ts';

export interface ThresholdFilterOptions<Name extends string, Key extends string> extends Limits {
  /** The numeric field to compare. */
  readonly field: Name;
  /** The dictionary field that `limits` are keyed by. */
  readonly by?: Key;
  /** Limits of single keys, where they differ from `above` and `below`. */
  readonly limits?: LimitsByKey;
}

/**
 * Keeps the records whose value is beyond the threshold: strictly above `above`, or strictly below `below`.
 *
 * Null is no number, NaN is beyond no threshold: neither passes. `above`, `below` and `limits` are audited settings,
 * read once a batch. State: two numbers a key.
 *
 * @throws {@link PipelineError} when there is no limit at all, one is not a finite number, or `limits` are given without `by`.
 */
export function thresholdFilter<const Name extends string, const Key extends string = never>(
  options: ThresholdFilterOptions<Name, Key>,
): ThresholdFilter<Name, Key> {
  return new ThresholdFilter(options);
}

/** See {@link thresholdFilter}. */
export class ThresholdFilter<Name extends string, Key extends string>
  implements Stage<ReadsNumber<Name> & ReadsKey<Key>>
{
  readonly name = 'thresholdFilter';
  readonly reads: ReadsNumber<Name> & ReadsKey<Key>;
  readonly #options: ThresholdFilterOptions<Name, Key>;
  #settings: ThresholdSettings | undefined;
  readonly #keys = new KeySlots();
  readonly #limits = new LimitTable(this.#keys);
  #kept = new Uint32Array(0);

  constructor(options: ThresholdFilterOptions<Name, Key>) {
    const { field, by } = options;
    checkLimits(this.name, options);
    this.#options = options;
    this.reads = {
      [field]: numericKinds,
      ...(by === undefined ? {} : { [by]: ['dictionary'] }),
    } as typeof this.reads;
  }

  /** Made when first asked for, so that a description leaves no entries in the change log. */
  get settings(): ThresholdSettings {
    this.#settings ??= new ThresholdSettings(this.#options);
    return this.#settings;
  }

  create(): ThresholdFilter<Name, Key> {
    return new ThresholdFilter(this.#options);
  }

  process(batch: AnyBatch): AnyBatch {
    const { field, by } = this.#options;
    const { values, validity } = valuesOf<Numbers>(batch, field);
    const keys = by === undefined ? undefined : keysOf(batch, by, this.#keys);
    this.#limits.update(this.settings);
    if (this.#kept.length < batch.selected) this.#kept = new Uint32Array(batch.selected);
    const count = keys ? this.#keepByKey(batch, values, validity, keys) : this.#keep(batch, values, validity);
    return batch.narrow(this.#kept, count);
  }

  #keep(batch: AnyBatch, values: Numbers, validity: Uint8Array | undefined): number {
    const { selected, selection } = batch;
    const kept = this.#kept;
    const above = this.#limits.above[0];
    const below = this.#limits.below[0];
    let count = 0;
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      if (validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0) continue;
      const value = values[row];
      kept[count] = row;
      if (value > above || value < below) count += 1;
    }
    return count;
  }

  #keepByKey(batch: AnyBatch, values: Numbers, validity: Uint8Array | undefined, keys: BatchKeys): number {
    const { selected, selection } = batch;
    const kept = this.#kept;
    const { above, below } = this.#limits;
    let count = 0;
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      if (validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0) continue;
      const value = values[row];
      const slot = slotOf(keys, row);
      kept[count] = row;
      if (value > above[slot] || value < below[slot]) count += 1;
    }
    return count;
  }
}
