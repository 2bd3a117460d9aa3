import { endsLine, type Lines } from '../reading/lines.ts';
import { findEndMark } from '../values/word.ts';

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

/**
 * The codes of the cells of a dictionary column, found by their bytes: no string is made for a text seen before.
 *
 * Readings of several things often come in turns, or of one thing for long. So a cell is first held against the one that
 * came after its predecessor the last time, which also tells where it ends; only what is another cell is hashed.
 */
export class KnownCells {
  /** A table at most half full, with linear probing. */
  #slots = new Int32Array(smallestTable * slotSize);
  #size = 0;
  #bytes = new Uint8Array(smallestTable << 3);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;

  /**
   * Puts the codes of the current cells of lines into `codes`, from `codes[firstRow]` for the line 0 on.
   *
   * @returns the first line with a cell that is not known, or stands for no value; `to` when there is none.
   */
  scan(lines: Lines, codes: Uint16Array, firstRow: number, from: number, to: number): number {
    return scanKnown(lines, this.#slots, this.#view, codes, firstRow, from, to);
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
        slots.set([mark, hash, code, start], slot);
        return true;
      }
      slot = (slot + slotSize) & (slots.length - 1);
    }
    return false;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#size = 0;
    for (let slot = 0; slot < old.length; slot += slotSize) {
      const [mark, hash, code, start] = old.subarray(slot, slot + slotSize);
      if (mark !== 0 && this.#place(mark, hash, code, start)) this.#size += 1;
    }
  }

  /** Makes room for a cell, and for looking at its end in words. */
  #reserve(length: number): void {
    if (this.#used + length + 4 <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2 + length);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

function scanKnown(
  { bytes, view, cursors, following, starts, delimiter, isLast }: Lines,
  slots: Int32Array,
  known: DataView,
  codes: Uint16Array,
  firstRow: number,
  from: number,
  to: number,
): number {
  const delimiters = Math.imul(delimiter, 0x01010101);
  let last = 0;
  for (let index = from; index < to; index++) {
    const start = cursors[index];
    let slot = slots[last + nextAt];
    let end = start + slots[slot] - 1;
    if (
      end < start ||
      !isSame(known, slots[slot + bytesAt], view, start, end - start) ||
      !(isLast ? endsLine(bytes, end, starts[index + 1]) : bytes[end] === delimiter)
    ) {
      end = findEndMark(view, start, delimiters);
      slot = findSlot(slots, known, view, start, end - start);
      if (slot < 0 || !(isLast ? endsLine(bytes, end, starts[index + 1]) : bytes[end] === delimiter))
        return index;
      slots[last + nextAt] = slot;
    }
    const code = slots[slot + codeAt];
    if (code < 0) return index;
    codes[firstRow + index] = code;
    following[index] = end + 1;
    last = slot;
  }
  return to;
}

/** The slot of a cell; -1 when there is none. */
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
    slot = (slot + slotSize) & (slots.length - 1);
  }
  return -1;
}

/** The upper bits of a hash, on which all bits of its cell bear, are the slot at which the search begins. */
const firstSlot = (slots: Int32Array, hash: number) =>
  (hash >>> Math.clz32(slots.length - 1)) & (slots.length - slotSize);

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
