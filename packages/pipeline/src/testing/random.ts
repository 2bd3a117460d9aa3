/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from `lowest` to `highest`. */
  between(lowest: number, highest: number): number;
  /** True in the given share of cases. */
  chance(share: number): boolean;
}

/** A generator with 32 bits of state (mulberry32): small, and plenty for choosing faults. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    between: (lowest, highest) => lowest + Math.floor(fraction() * (highest - lowest + 1)),
    chance: (share) => fraction() < share,
  };
}
