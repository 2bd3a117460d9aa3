/** The code of a cell that stands for no value. */
export const missingCode = -1;
/** The code of a cell that was never seen, or is not remembered. */
export const unknownCode = -2;

/** Longer cells are not remembered, and a crowd of cells with one hash is not searched to its end. */
const longestKnownCell = 256;
const longestSearch = 32;

const smallestTable = 256;

/** Numbers of a slot: the cell's length + 1 (0 when the slot is free), its hash, its code, and where its bytes are. */
const slotSize = 4;

/**
 * The codes of the cells of a dictionary column, found by their bytes: no string is made for a text seen before.
 *
 * The caller hashes the cell in words of four bytes, the last one shifted up so that nothing else is in it, with
 * {@link mixWord}. That is one-to-one, so that of two cells of one length and hash, which agree in all words but the last,
 * the last word agrees too.
 */
export class KnownCells {
  /** A table at most half full, with linear probing. */
  #slots = new Int32Array(smallestTable * slotSize);
  #mask = smallestTable - 1;
  /** The upper bits of a hash, on which all bits of its cell bear, are the place where the search begins. */
  #shift = Math.clz32(smallestTable - 1);
  #size = 0;
  #bytes = new Uint8Array(smallestTable << 3);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;

  /** The code of the cell, or {@link missingCode}, or {@link unknownCode}. */
  find(view: DataView, start: number, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let place = hash >>> this.#shift;
    for (let step = 0; step < longestSearch; step++) {
      const slot = place * slotSize;
      const mark = slots[slot];
      if (mark === 0) return unknownCode;
      if (mark === length + 1 && slots[slot + 1] === hash) {
        if (length <= 4 || this.#startsLike(slots[slot + 3], view, start, length)) return slots[slot + 2];
      }
      place = (place + 1) & mask;
    }
    return unknownCode;
  }

  /** Remembers a cell that was not found. */
  add(bytes: Uint8Array, start: number, length: number, hash: number, code: number): void {
    if (length > longestKnownCell) return;
    if (this.#size > this.#mask >> 1) this.#grow();
    if (!this.#place(length + 1, hash, code, this.#used)) return;
    this.#size += 1;
    this.#reserve(length);
    this.#bytes.set(bytes.subarray(start, start + length), this.#used);
    this.#used += length;
  }

  /** Whether known bytes agree with those of a cell in all words but the last. */
  #startsLike(known: number, view: DataView, start: number, length: number): boolean {
    for (let at = 0; at + 4 < length; at += 4) {
      if (this.#view.getInt32(known + at, true) !== view.getInt32(start + at, true)) return false;
    }
    return true;
  }

  /** Enters a cell into the table, if there is room near where it belongs. */
  #place(mark: number, hash: number, code: number, start: number): boolean {
    for (let step = 0; step < longestSearch; step++) {
      const slot = (((hash >>> this.#shift) + step) & this.#mask) * slotSize;
      if (this.#slots[slot] !== 0) continue;
      this.#slots.set([mark, hash, code, start], slot);
      return true;
    }
    return false;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    this.#shift -= 1;
    this.#size = 0;
    for (let slot = 0; slot < old.length; slot += slotSize) {
      const [mark, hash, code, start] = old.subarray(slot, slot + slotSize);
      if (mark !== 0 && this.#place(mark, hash, code, start)) this.#size += 1;
    }
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2 + length);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** Takes a word into a hash, by Knuth's multiplicative method: the multiplier is 2^32 divided by the golden ratio. */
export const mixWord = (hash: number, word: number) => Math.imul(hash ^ word, 0x9e3779b1);
