/** How often the attribute is written. */
export interface WritesInput {
  readonly writes: number;
}

/** The value of each write: no two neighbours are the same. */
export const valueAt = (index: number): number => index % 1_000;

/** Assigns every value, as all contestants do. */
export function assignEach(setting: { value: number }, writes: number): void {
  for (let done = 0; done < writes; done += portion)
    assignFrom(setting, done, Math.min(writes, done + portion));
}

/** In a function that is called often: an engine compiles it once, and not anew, halfway through, in each turn. */
function assignFrom(setting: { value: number }, first: number, end: number): void {
  for (let i = first; i < end; i += 1) setting.value = valueAt(i);
}

const portion = 1_000;

/** Entries that a log holds before the oldest go, where it is bounded: what ours keeps by default. */
export const capacity = 4_096;
