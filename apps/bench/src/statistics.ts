/** The middle of some samples, and how far they scatter. */
export interface Summary {
  readonly median: number;
  /** A quarter of the samples is below. */
  readonly lower: number;
  /** A quarter of the samples is above. */
  readonly upper: number;
  readonly samples: number;
}

/**
 * Median and quartiles, interpolated linearly between neighbours.
 *
 * @throws RangeError when there is nothing to summarise, or a sample is no finite number.
 */
export function summarise(samples: readonly number[]): Summary {
  if (samples.length === 0 || !samples.every(Number.isFinite))
    throw new RangeError(`Expected at least one sample, all finite numbers, got [${samples.join(', ')}]`);
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lower: quantile(sorted, 0.25),
    upper: quantile(sorted, 0.75),
    samples: sorted.length,
  };
}

/** How many times one is the other, turn by turn: what disturbed both of a turn's samples cancels out. */
export function pairedRatios(
  samples: readonly (number | null)[],
  reference: readonly (number | null)[],
): number[] {
  return samples.flatMap((sample, turn) => {
    const other = reference[turn] ?? null;
    return sample === null || other === null ? [] : [sample / other];
  });
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
