import { detach, isDevelopment } from '#checks';
import type { Field } from '../../field.ts';
import { bitmapBytes } from './bitmap.ts';
import type { Column } from './column.ts';
import { elementCount, valuesType } from './column-type.ts';
import { makeColumn } from './make-column.ts';
import { Storage } from './storage.ts';

/** Arrow recommends that columns begin at multiples of 64 bytes: a cache line, and the widest vector register. */
const alignment = 64;

/** Text is given this much room a row at first, and a buffer of its own when it takes more. */
const textBytesPerRow = 16;

/** Storages kept for the next batch of the same layout; those with larger buffers are left to the garbage collector. */
const mostIdle = 8;
const largestIdleBytes = 2 * 2 ** 20;

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** A list of named fields as memory: where in a buffer each column lies, and buffers to use again. */
export class Layout {
  readonly names: readonly string[];
  readonly fields: readonly Field[];
  readonly #idle: Storage[] = [];

  constructor(names: readonly string[], fields: readonly Field[]) {
    this.names = names;
    this.fields = fields;
  }

  /** Zeroed columns for `capacity` rows, without nulls and without dictionaries. */
  acquire(capacity: number, shared: boolean): readonly Column[] {
    if (this.fields.length === 0) return [];
    const storage = (shared ? undefined : this.#takeIdle(capacity)) ?? this.#allocate(capacity, shared);
    storage.live = storage.columns.length;
    return storage.columns;
  }

  recycle(storage: Storage): void {
    if (!(storage.buffer instanceof ArrayBuffer)) return;
    if (isDevelopment) detach(storage.buffer);
    else if (this.#idle.length < mostIdle && storage.columns.every(isSmall)) this.#idle.push(storage);
  }

  #takeIdle(capacity: number): Storage | undefined {
    const storage = this.#idle.pop();
    if (storage?.capacity !== capacity) {
      this.#idle.length = 0;
      return undefined;
    }
    new Uint8Array(storage.buffer).fill(0);
    for (const column of storage.columns) column.reset();
    return storage;
  }

  #allocate(capacity: number, shared: boolean): Storage {
    const sizes = this.fields.map((field) => partSizes(field, capacity));
    const size = sizes.flat().reduce((sum, bytes) => sum + aligned(bytes), 0);
    const storage = new Storage(shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size), capacity, this);
    let place = 0;
    const take = (bytes: number): number => {
      place += aligned(bytes);
      return place - aligned(bytes);
    };
    storage.columns = this.fields.map((field, position) => {
      const [valuesAt, bitmapAt, textAt] = sizes[position].map(take);
      const values = new (valuesType(field))(storage.buffer, valuesAt, elementCount(field, capacity));
      const text =
        field.kind === 'utf8' ? new Uint8Array(storage.buffer, textAt, sizes[position][2]) : undefined;
      return makeColumn({ name: this.names[position], field, storage, values, bitmapAt }, text);
    });
    return storage;
  }
}

/** Whether a column keeps no large buffer alive, to which its text may have moved. */
function isSmall(column: Column): boolean {
  return column.buffers().every(({ byteLength }) => byteLength <= largestIdleBytes);
}

/** Bytes of a column's values, its validity bitmap, and its text. */
function partSizes(field: Field, capacity: number): number[] {
  return [
    elementCount(field, capacity) * valuesType(field).BYTES_PER_ELEMENT,
    field.isNullable ? bitmapBytes(capacity) : 0,
    field.kind === 'utf8' ? capacity * textBytesPerRow : 0,
  ];
}
