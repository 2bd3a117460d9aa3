import type { Lines } from '../reading/lines.ts';
import { findEndMark } from '../values/word.ts';

/** Takes a code for each row: an array of numbers of any kind. */
interface Codes {
  [row: number]: number;
}

/** The code of a cell that stands for no value. */
export const missingCode = -1;

/** Longer cells are not remembered, and a crowd of cells with one hash is not searched to its end. */
const longestKnownCell = 256;
const longestSearch = 32;

const smallestTable = 256;

/** The numbers of a slot. The first is the length of its cell in bytes, and one more; 0 when the slot is free. */
const slotSize = 8;
const hashAt = 1;
const codeAt = 2;
/** Where the bytes of the cell are. */
const bytesAt = 3;
/** The slot of the cell that came after this one the last time. */
const nextAt = 4;
/** The first twelve bytes. */
const wordsAt = 5;
/** Slot 0 is always free: in it is the number of the slot that was found last. */
const lastAt = 5;

/**
 * The codes of the cells of a dictionary column, found by their bytes: no string is made for a text seen before.
 *
 * Readings of several things often come in turns, or of one thing for long. So a cell is first held against the one that
 * came after its predecessor the last time, which also tells where it ends; only what is another cell is hashed.
 */
export class KnownCells {
  /** A table at most half full, with linear probing. */
  #slots = newSlots(smallestTable);
  #size = 0;
  #bytes = new Uint8Array(smallestTable << 3);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;

  /**
   * Puts the codes of the current cells of lines into `codes`, from `codes[firstRow]` for the line 0 on.
   *
   * @returns the first line with a cell that is not known, or stands for no value; `to` when there is none.
   */
  scan(lines: Lines, codes: Codes, firstRow: number, from: number, to: number): number {
    const slots = this.#slots;
    const index = scanExpected(lines, slots, codes, firstRow, from, to);
    return index === to ? to : scanHashed(lines, slots, this.#view, codes, firstRow, index, to);
  }

  /** Remembers a cell without marks in it that was not found. */
  add(bytes: Uint8Array, start: number, length: number, code: number): void {
    if (length > longestKnownCell) return;
    if (this.#size * slotSize * 2 >= this.#slots.length) this.#grow();
    this.#reserve(length);
    this.#bytes.set(bytes.subarray(start, start + length), this.#used);
    if (!this.#place(length + 1, hashCell(this.#view, this.#used, length), code, this.#used)) return;
    this.#size += 1;
    this.#used += length;
  }

  /** Enters a cell into the table, if there is room near where it belongs. */
  #place(mark: number, hash: number, code: number, start: number): boolean {
    const slots = this.#slots;
    let slot = firstSlot(slots, hash);
    for (let step = 0; step < longestSearch; step++) {
      if (slots[slot] === 0) {
        const words = [0, 4, 8].map((at) => this.#view.getInt32(start + at, true));
        slots.set([mark, hash, code, start, 0, ...words], slot);
        return true;
      }
      slot = slotAfter(slots, slot);
    }
    return false;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = newSlots((old.length / slotSize - 1) * 2);
    this.#size = 0;
    for (let slot = slotSize; slot < old.length; slot += slotSize) {
      const [mark, hash, code, start] = old.subarray(slot, slot + slotSize);
      if (mark !== 0 && this.#place(mark, hash, code, start)) this.#size += 1;
    }
  }

  /** Makes room for a cell, and for looking at its end in words. */
  #reserve(length: number): void {
    if (this.#used + length + 12 <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2 + length);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** @param count - A power of two. */
const newSlots = (count: number) => new Int32Array((count + 1) * slotSize);

/** The upper bits of a hash, on which all bits of its cell bear, are the place where the search begins. */
const firstSlot = (slots: Int32Array, hash: number) =>
  ((hash >>> (Math.clz32(slots.length / slotSize - 1) + 1)) + 1) * slotSize;

const slotAfter = (slots: Int32Array, slot: number) =>
  slot + slotSize === slots.length ? slotSize : slot + slotSize;

/** As long as cells are short and come as they did before: no loop inside the one over the lines, as with dates. */
function scanExpected(
  { bytes, view, cursors, following, mark }: Lines,
  slots: Int32Array,
  codes: Codes,
  firstRow: number,
  from: number,
  to: number,
): number {
  let last = slots[lastAt];
  let index = from;
  for (; index < to; index++) {
    const start = cursors[index];
    const slot = slots[last + nextAt];
    const length = slots[slot] - 1;
    // Of the last word, only what belongs to the cell counts.
    const shift = -length << 3;
    if (length <= 4) {
      if ((view.getInt32(start, true) ^ slots[slot + wordsAt]) << shift !== 0) break;
    } else {
      if (view.getInt32(start, true) !== slots[slot + wordsAt]) break;
      if (length <= 8) {
        if ((view.getInt32(start + 4, true) ^ slots[slot + wordsAt + 1]) << shift !== 0) break;
      } else {
        if (length > 12 || view.getInt32(start + 4, true) !== slots[slot + wordsAt + 1]) break;
        if ((view.getInt32(start + 8, true) ^ slots[slot + wordsAt + 2]) << shift !== 0) break;
      }
    }
    const code = slots[slot + codeAt];
    if (length <= 0 || code < 0 || bytes[start + length] !== mark) break;
    codes[firstRow + index] = code;
    following[index] = start + length + 1;
    last = slot;
  }
  slots[lastAt] = last;
  return index;
}

function scanHashed(
  { bytes, view, cursors, following, delimiter, mark }: Lines,
  slots: Int32Array,
  known: DataView,
  codes: Codes,
  firstRow: number,
  from: number,
  to: number,
): number {
  const delimiters = Math.imul(delimiter, 0x01010101);
  let last = slots[lastAt];
  let index = from;
  for (; index < to; index++) {
    const start = cursors[index];
    const end = findEndMark(view, start, delimiters);
    const slot = findSlot(slots, known, view, start, end - start);
    const code = slots[slot + codeAt];
    if (slot === 0 || code < 0 || bytes[end] !== mark) break;
    codes[firstRow + index] = code;
    following[index] = end + 1;
    slots[last + nextAt] = slot;
    last = slot;
  }
  slots[lastAt] = last;
  return index;
}

/** The slot of a cell; 0 when there is none. */
function findSlot(slots: Int32Array, known: DataView, view: DataView, start: number, length: number): number {
  const hash = hashCell(view, start, length);
  let slot = firstSlot(slots, hash);
  for (let step = 0; step < longestSearch && slots[slot] !== 0; step++) {
    if (
      slots[slot] === length + 1 &&
      slots[slot + hashAt] === hash &&
      isSame(known, slots[slot + bytesAt], view, start, length)
    )
      return slot;
    slot = slotAfter(slots, slot);
  }
  return 0;
}

/** Hashes words by Knuth's multiplicative method: the multiplier is 2^32 divided by the golden ratio. */
function hashCell(view: DataView, start: number, length: number): number {
  let hash = length;
  let at = 0;
  for (; at + 4 <= length; at += 4) hash = Math.imul(hash ^ view.getInt32(start + at, true), 0x9e3779b1);
  if (at < length) {
    const rest = view.getInt32(start + at, true) << ((at + 4 - length) << 3);
    hash = Math.imul(hash ^ rest, 0x9e3779b1);
  }
  return hash;
}

function isSame(known: DataView, knownStart: number, view: DataView, start: number, length: number): boolean {
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    if (known.getInt32(knownStart + at, true) !== view.getInt32(start + at, true)) return false;
  }
  if (at === length) return true;
  const difference = known.getInt32(knownStart + at, true) ^ view.getInt32(start + at, true);
  return difference << ((at + 4 - length) << 3) === 0;
}
