/** The kinds of number that state is kept in. */
export type StateNumbers = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** Numbers of a stage's state, the same count for each slot: those of slot s begin at `s * width`. */
export class SlotArray<Numbers extends StateNumbers> {
  /** Zero until written; another array after {@link SlotArray.reserve}. */
  values: Numbers;
  readonly #Type: new (
    length: number,
  ) => Numbers;
  readonly #width: number;

  constructor(Type: new (length: number) => Numbers, width = 1) {
    this.#Type = Type;
    this.#width = width;
    this.values = new Type(0);
  }

  /** Makes room for slots 0 to `slots` − 1. */
  reserve(slots: number): Numbers {
    const least = slots * this.#width;
    if (this.values.length >= least) return this.values;
    const larger = new this.#Type(Math.max(least, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
    return larger;
  }

  /** A copy of the numbers of the first `slots` slots. */
  snapshot(slots: number): Numbers {
    return this.values.slice(0, slots * this.#width) as Numbers;
  }

  restore(numbers: Numbers): void {
    this.values = numbers.slice() as Numbers;
  }
}
