import { SeededFractions } from '../internal/seeded-fractions.ts';

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to 1. */
  fraction(): number;
  /** A whole number from `lowest` to `highest`. */
  between(lowest: number, highest: number): number;
  /** True in the given share of cases. */
  chance(share: number): boolean;
}

/** Small, and plenty for choosing faults: 32 bits of state. */
export function seededRandom(seed: number): Random {
  const fractions = new SeededFractions(seed);
  const fraction = () => fractions.next();
  return {
    fraction,
    between: (lowest, highest) => lowest + Math.floor(fraction() * (highest - lowest + 1)),
    chance: (share) => fraction() < share,
  };
}
