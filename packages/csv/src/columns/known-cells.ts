/** The code of a cell that stands for no value. */
export const missingCode = -1;
/** The code of a cell that was never seen, or is not remembered. */
export const unknownCode = -2;

/** Longer cells are not remembered, and a crowd of cells with one hash is not searched to its end. */
export const longestKnownCell = 256;
const longestSearch = 32;

const smallestTable = 256;

/**
 * The codes of the cells of a dictionary column, found by their bytes: no string is made for a text seen before.
 *
 * The caller hashes the cell in words of four bytes, the last one shifted up so that nothing else is in it, with
 * {@link mixWord} and {@link finishHash}. Both are one-to-one, so that of two cells of one length and hash, which agree in
 * all words but the last, the last word agrees too.
 */
export class KnownCells {
  /** Where cells are by hash, as number + 1; linear probing in a table that is at most half full. */
  #table = new Int32Array(smallestTable);
  #hashes = new Int32Array(smallestTable >> 1);
  #lengths = new Int32Array(smallestTable >> 1);
  #starts = new Int32Array(smallestTable >> 1);
  #codes = new Int32Array(smallestTable >> 1);
  #bytes = new Uint8Array(smallestTable << 3);
  #view = new DataView(this.#bytes.buffer);
  #size = 0;
  #used = 0;

  /** The code of the cell, or {@link missingCode}, or {@link unknownCode}. */
  find(view: DataView, start: number, length: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    for (let step = 0; step < longestSearch; step++) {
      const number = table[(hash + step) & mask] - 1;
      if (number < 0) return unknownCode;
      if (this.#hashes[number] === hash && this.#lengths[number] === length) {
        if (length <= 4 || this.#startsLike(number, view, start, length)) return this.#codes[number];
      }
    }
    return unknownCode;
  }

  /** Remembers a cell that was not found. */
  add(bytes: Uint8Array, start: number, length: number, hash: number, code: number): void {
    if (length > longestKnownCell) return;
    if (this.#size === this.#hashes.length) this.#grow();
    const number = this.#size;
    if (!this.#place(number, hash)) return;
    this.#reserve(length);
    this.#hashes[number] = hash;
    this.#lengths[number] = length;
    this.#starts[number] = this.#used;
    this.#codes[number] = code;
    this.#bytes.set(bytes.subarray(start, start + length), this.#used);
    this.#used += length;
    this.#size += 1;
  }

  /** Whether a known cell agrees with another of its length in all words but the last. */
  #startsLike(number: number, view: DataView, start: number, length: number): boolean {
    const known = this.#view;
    const from = this.#starts[number];
    for (let at = 0; at + 4 < length; at += 4) {
      if (known.getInt32(from + at, true) !== view.getInt32(start + at, true)) return false;
    }
    return true;
  }

  /** Enters a cell into the table, if there is room near where it belongs. */
  #place(number: number, hash: number): boolean {
    const mask = this.#table.length - 1;
    for (let step = 0; step < longestSearch; step++) {
      const slot = (hash + step) & mask;
      if (this.#table[slot] !== 0) continue;
      this.#table[slot] = number + 1;
      return true;
    }
    return false;
  }

  #grow(): void {
    const size = this.#table.length * 2;
    this.#hashes = lengthen(this.#hashes, size >> 1);
    this.#lengths = lengthen(this.#lengths, size >> 1);
    this.#starts = lengthen(this.#starts, size >> 1);
    this.#codes = lengthen(this.#codes, size >> 1);
    this.#table = new Int32Array(size);
    for (let number = 0; number < this.#size; number++) this.#place(number, this.#hashes[number]);
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2 + length);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

function lengthen(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(numbers);
  return longer;
}

/** Takes a word into a hash. */
export const mixWord = (hash: number, word: number) => Math.imul(hash ^ word, 0x9e3779b1);

/** Spreads a hash over all its bits (the finaliser of Chris Wellons' hash prospector, shortened by a step). */
export function finishHash(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return spread ^ (spread >>> 13);
}
