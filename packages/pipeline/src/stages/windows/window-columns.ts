import type { ColumnInput, Field } from '@pipe/records';
import { SlotArray } from '../../internal/slot-array.ts';
import type { PaneAggregates } from './aggregates/pane-aggregates.ts';
import type { ResultColumn } from './aggregates/result-column.ts';
import type { AnyWindowOptions } from './window-options.ts';
import type { WindowReport } from './window-records.ts';

/** Windows to be sent on, field by field, in memory that is used again for the next ones. */
export class WindowColumns {
  readonly #options: AnyWindowOptions;
  readonly #aggregates: PaneAggregates;
  readonly #keys: (string | null)[] = [];
  readonly #states: string[] = [];
  readonly #starts = new SlotArray(Float64Array);
  readonly #ends = new SlotArray(Float64Array);
  readonly #results: readonly ResultColumn[];
  #count = 0;
  /** The panes of the last windows, which have not been read yet. */
  readonly #panes: number[] = [];

  constructor(options: AnyWindowOptions, aggregates: PaneAggregates) {
    this.#options = options;
    this.#aggregates = aggregates;
    this.#results = aggregates.resultColumns();
  }

  /** How many windows there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds a window; what it comes to is read by {@link WindowColumns.read}. */
  add({ key, state, start, end, pane }: WindowReport): void {
    const row = this.#count;
    this.#count += 1;
    this.#keys[row] = key;
    this.#states[row] = state;
    this.#starts.reserve(row + 1)[row] = start;
    this.#ends.reserve(row + 1)[row] = end;
    this.#panes.push(pane);
  }

  /** Reads what the windows come to that have been added: their panes may be given up then. */
  read(): void {
    const panes = this.#panes;
    if (panes.length === 0) return;
    this.#aggregates.writeResults(panes, this.#results, this.#count - panes.length);
    panes.length = 0;
  }

  /** The windows from the `from`-th to before the `to`-th, as columns of their records; good until the next is added. */
  part(from: number, to: number): { [field: string]: ColumnInput<Field> } {
    const { by, emit } = this.#options;
    const { names } = this.#aggregates;
    return {
      ...(by === undefined ? {} : { [by]: this.#keys.slice(from, to) }),
      ...(emit === 'updates' ? { state: this.#states.slice(from, to) } : {}),
      start: this.#starts.values.subarray(from, to),
      end: this.#ends.values.subarray(from, to),
      ...Object.fromEntries(names.map((name, i) => [name, this.#results[i].part(from, to)])),
    };
  }

  clear(): void {
    this.#count = 0;
    for (const column of this.#results) column.clear();
  }
}
