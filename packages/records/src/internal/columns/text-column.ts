import type { RowNumbers } from '../batches/row-numbers.ts';
import { checkWhole } from '../check-whole.ts';
import { Column, type ColumnParts } from './column.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes; what is no UTF-8 throws. */
export function decodeText(bytes: Uint8Array): string {
  // Not every host decodes shared memory.
  return decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes));
}

/** Offsets have 31 bits. */
const mostBytes = 2 ** 31 - 1;

/** Text of any length as UTF-8: n + 1 offsets into bytes. */
export class TextColumn extends Column {
  declare readonly values: Int32Array;
  bytes: Uint8Array;
  /** Rows whose end is known. */
  #filled: number;

  constructor(parts: ColumnParts<Int32Array>, bytes: Uint8Array, filled = 0) {
    super(parts);
    this.bytes = bytes;
    this.#filled = filled;
  }

  get capacity(): number {
    return this.values.length - 1;
  }

  override reset(): void {
    super.reset();
    this.#filled = 0;
  }

  override buffers(): readonly ArrayBufferLike[] {
    return [...super.buffers(), this.bytes.buffer];
  }

  override setNull(row: number): void {
    super.setNull(row);
    this.fillTo(row + 1);
  }

  setText(row: number, text: string): void {
    const start = this.#begin(row);
    if (this.storage.isSharedMemory) {
      // Not every host encodes into shared memory.
      this.values[row + 1] = this.#append(start, encoder.encode(text));
    } else {
      this.#reserve(start + text.length * 3);
      this.values[row + 1] = start + encoder.encodeInto(text, this.bytes.subarray(start)).written;
    }
  }

  setBytes(row: number, source: Uint8Array, start = 0, end = source.length): void {
    this.values[row + 1] = this.#append(this.#begin(row), source.subarray(start, end));
  }

  textAt(row: number): string {
    return decodeText(this.bytes.subarray(this.values[row], this.values[row + 1]));
  }

  view(length: number): { readonly offsets: Int32Array; readonly bytes: Uint8Array } {
    const offsets = this.trimmed(length + 1) as Int32Array;
    return { offsets, bytes: this.bytes.subarray(0, offsets[length]) };
  }

  /** Gives every row before `rows` an end: those that were never written are empty. */
  fillTo(rows: number): void {
    if (rows <= this.#filled) return;
    this.values.fill(this.values[this.#filled], this.#filled + 1, rows + 1);
    this.#filled = rows;
  }

  protected copyValues(source: TextColumn, count: number, rows: RowNumbers | undefined, at: number): void {
    const { values: offsets, bytes } = source;
    this.fillTo(at);
    this.#filled = at;
    if (rows === undefined) {
      const from = offsets[0];
      const start = this.values[at];
      this.#append(start, bytes.subarray(from, offsets[count]));
      for (let row = 1; row <= count; row++) this.values[at + row] = start + offsets[row] - from;
      this.#filled = at + count;
    } else {
      for (let index = 0; index < count; index++) {
        this.setBytes(at + index, bytes, offsets[rows[index]], offsets[rows[index] + 1]);
      }
    }
  }

  #begin(row: number): number {
    this.fillTo(row);
    this.#filled = row + 1;
    return this.values[row];
  }

  /** Puts bytes at `start`; where they end. */
  #append(start: number, text: Uint8Array): number {
    this.#reserve(start + text.length);
    this.bytes.set(text, start);
    return start + text.length;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    checkWhole(`${this.name}: bytes of text in a batch`, bytes, 0, mostBytes, 'out-of-range');
    const size = Math.min(Math.max(bytes, this.bytes.length * 2), mostBytes);
    const larger = new Uint8Array(
      this.storage.isSharedMemory ? new SharedArrayBuffer(size) : new ArrayBuffer(size),
    );
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
