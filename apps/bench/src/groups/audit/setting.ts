/** How often the attribute is written. */
export interface WritesInput {
  readonly writes: number;
}

/** The value of each write: no two neighbours are the same. */
export const valueAt = (index: number): number => index % 1_000;

/** Entries that a log holds before the oldest go, where it is bounded: what ours keeps by default. */
export const capacity = 4_096;
