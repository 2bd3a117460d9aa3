/** What the range method measures by: `min` becomes the lower end of the span, `max` the upper. */
export interface RangeScale {
  readonly min: number;
  readonly max: number;
}

/** What a z-score measures by: the mean, and the standard deviation, in units of the field. */
export interface DeviationScale {
  readonly mean: number;
  readonly deviation: number;
}

/** A scale for both methods, as found in a sample. */
export interface FittedScale extends RangeScale, DeviationScale {
  /** How many finite numbers the sample had. */
  readonly count: number;
}

/**
 * The scale of a sample: its least and greatest number, its mean, and its standard deviation (divided by n − 1).
 *
 * Null, NaN and infinite values are left out. A sample without any number has NaN for all four, and one of a single
 * number NaN for its deviation: `normalize` refuses these. In one pass, by Welford's formula (Technometrics 4, 1962).
 */
export function fitScale(sample: Iterable<number | null>): FittedScale {
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let mean = 0;
  let squares = 0;
  for (const value of sample) {
    if (value === null || !Number.isFinite(value)) continue;
    count += 1;
    min = Math.min(min, value);
    max = Math.max(max, value);
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }
  if (count === 0)
    return { min: Number.NaN, max: Number.NaN, mean: Number.NaN, deviation: Number.NaN, count };
  return { min, max, mean, deviation: Math.sqrt(squares / (count - 1)), count };
}
