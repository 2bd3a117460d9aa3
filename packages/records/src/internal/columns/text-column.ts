import { RecordError } from '../../errors.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';
import { Column, type ColumnParts } from './column.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

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

  override setText(row: number, text: string): void {
    const start = this.#begin(row);
    if (this.storage.isSharedMemory) {
      // Not every host encodes into shared memory.
      this.#end(row, start, encoder.encode(text));
      return;
    }
    this.#reserve(start + text.length * 3);
    this.values[row + 1] = start + encoder.encodeInto(text, this.bytes.subarray(start)).written;
  }

  override setBytes(row: number, source: Uint8Array, start = 0, end = source.length): void {
    this.#end(row, this.#begin(row), source.subarray(start, end));
  }

  textAt(row: number): string {
    const bytes = this.bytes.subarray(this.values[row], this.values[row + 1]);
    return decoder.decode(this.storage.isSharedMemory ? Uint8Array.from(bytes) : bytes);
  }

  /** Gives every row before `rows` an end: those that were never written are empty. */
  fillTo(rows: number): void {
    if (rows <= this.#filled) return;
    this.values.fill(this.values[this.#filled], this.#filled + 1, rows + 1);
    this.#filled = rows;
  }

  slice(start: number, end: number, field = this.field): TextColumn {
    const { name, storage } = this;
    const values = this.values.subarray(start, end + 1);
    const part = new TextColumn({ name, field, storage, values, parent: this }, this.bytes, end - start);
    this.shareWith(part, start, end);
    return part;
  }

  protected copyValues(source: TextColumn, count: number): void {
    const start = source.values[0];
    this.#reserve(source.values[count] - start);
    this.bytes.set(source.bytes.subarray(start, source.values[count]));
    for (let row = 0; row <= count; row++) this.values[row] = source.values[row] - start;
    this.#filled = count;
  }

  protected gatherValues(source: TextColumn, count: number, rows: RowNumbers): void {
    this.#filled = 0;
    this.values[0] = 0;
    for (let index = 0; index < count; index++) {
      this.setBytes(index, source.bytes, source.values[rows[index]], source.values[rows[index] + 1]);
    }
  }

  #begin(row: number): number {
    this.fillTo(row);
    this.#filled = row + 1;
    return this.values[row];
  }

  #end(row: number, start: number, text: Uint8Array): void {
    this.#reserve(start + text.length);
    this.bytes.set(text, start);
    this.values[row + 1] = start + text.length;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    if (bytes > mostBytes) {
      throw new RecordError(
        'out-of-range',
        `${this.name}: a batch holds less than 2 GiB of text; use smaller batches`,
      );
    }
    const size = Math.min(Math.max(bytes, this.bytes.length * 2), mostBytes);
    const larger = new Uint8Array(
      this.storage.isSharedMemory ? new SharedArrayBuffer(size) : new ArrayBuffer(size),
    );
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
