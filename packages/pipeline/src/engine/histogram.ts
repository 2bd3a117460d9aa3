/** Buckets to a doubling: a value read back is at most one part in 32 too high. */
const perOctave = 32;
/** 2^-14 ms is 61 ns; 2^22 ms is over an hour. */
const lowestExponent = -14;
const octaves = 36;

/** The spread of durations, in milliseconds. */
export interface Latency {
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Counts durations in buckets that grow with the value, so that quantiles cost a fixed 9 kB however long a run lasts.
 *
 * The layout is that of an HDR histogram: the bits of a double give the octave and the place in it.
 */
export class Histogram {
  readonly #counts = new Float64Array(perOctave * octaves);
  readonly #bits = new DataView(new ArrayBuffer(8));
  #total = 0;
  #sum = 0;
  #max = 0;

  get count(): number {
    return this.#total;
  }

  get mean(): number {
    return this.#total === 0 ? 0 : this.#sum / this.#total;
  }

  record(milliseconds: number): void {
    this.#counts[this.#bucketOf(milliseconds)] += 1;
    this.#total += 1;
    this.#sum += milliseconds;
    if (milliseconds > this.#max) this.#max = milliseconds;
  }

  /** The value that the given share (0 to 1) of the recorded ones do not exceed. */
  quantile(share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.#total));
    let seen = 0;
    // The last bucket has no upper edge: what is in it may be as long as the longest.
    for (let bucket = 0; bucket < this.#counts.length - 1; bucket += 1) {
      seen += this.#counts[bucket];
      if (seen >= wanted) return Math.min(upperEdge(bucket), this.#max);
    }
    return this.#max;
  }

  summary(): Latency {
    return { mean: this.mean, p50: this.quantile(0.5), p99: this.quantile(0.99), max: this.#max };
  }

  #bucketOf(milliseconds: number): number {
    this.#bits.setFloat64(0, milliseconds);
    const high = this.#bits.getUint16(0);
    const exponent = (high >> 4) - 1023;
    if (exponent < lowestExponent) return 0;
    // The five highest bits of the mantissa: four are in `high`, the fifth leads the next byte.
    const place = ((high & 0xf) << 1) | (this.#bits.getUint8(2) >> 7);
    return Math.min((exponent - lowestExponent) * perOctave + place, this.#counts.length - 1);
  }
}

function upperEdge(bucket: number): number {
  const octave = Math.floor(bucket / perOctave) + lowestExponent;
  return 2 ** octave * (1 + ((bucket % perOctave) + 1) / perOctave);
}
