import type { RowNumbers } from '@pipe/records';
import type { CodedSlots } from '../../internal/key-slots.ts';

/** The readings of a batch, each with the slot of its key. */
export interface AlarmLane {
  /** By row. */
  readonly values: Float64Array;
  readonly times: Float64Array;
  readonly rows: RowNumbers;
  readonly count: number;
  /** For each of the rows; `~slot` where the key starts anew. Empty where there is `coded`. */
  readonly slots: Int32Array;
  /** In place of `slots`, where it can be had and silence does not count: then `rows` are all rows, and no key starts anew. */
  readonly coded: CodedSlots | undefined;
  readonly slotCount: number;
  readonly keyOf: (row: number) => string | null;
}

/** The slot of the i-th reading; `~slot` where its key starts anew. */
export function slotAt({ rows, slots, coded }: AlarmLane, i: number): number {
  return coded ? coded.slots[coded.codes[rows[i]] + 1] : slots[i];
}
