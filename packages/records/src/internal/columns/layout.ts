import type { Field } from '../../field.ts';
import { isDevelopment } from '../development.ts';
import { bitmapBytes } from './bitmap.ts';
import type { Column } from './column.ts';
import { elementCount, valuesType } from './column-type.ts';
import { placeColumn } from './make-column.ts';
import { Storage } from './storage.ts';

/** Arrow recommends that columns begin at multiples of 64 bytes: a cache line, and the widest vector register. */
const alignment = 64;

/** Text is given this much room a row at first, and a buffer of its own when it takes more. */
const textBytesPerRow = 16;

/** Storages kept for the next batch of the same layout; larger ones go back to the garbage collector. */
const mostIdle = 8;
const largestIdleBytes = 8 * 2 ** 20;

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
    const idle = shared ? undefined : this.#takeIdle(capacity);
    const storage = idle ?? this.#allocate(capacity, shared);
    storage.live = storage.columns.length;
    return storage.columns;
  }

  recycle(storage: Storage): void {
    if (!(storage.buffer instanceof ArrayBuffer)) return;
    if (isDevelopment) {
      // Whoever still holds a column now holds an empty array, and notices.
      structuredClone(undefined, { transfer: [storage.buffer] });
    } else if (this.#idle.length < mostIdle && storage.buffer.byteLength <= largestIdleBytes) {
      this.#idle.push(storage);
    }
  }

  #takeIdle(capacity: number): Storage | undefined {
    const storage = this.#idle.pop();
    if (storage === undefined) return undefined;
    if (storage.capacity !== capacity) {
      this.#idle.length = 0;
      return undefined;
    }
    new Uint8Array(storage.buffer).fill(0);
    for (const column of storage.columns) column.reset();
    return storage;
  }

  #allocate(capacity: number, shared: boolean): Storage {
    const places = this.#places(capacity);
    const buffer = shared ? new SharedArrayBuffer(places.end) : new ArrayBuffer(places.end);
    const storage = new Storage(buffer, capacity, this);
    storage.columns = this.fields.map((field, index) =>
      placeColumn(this.names[index], field, storage, places.columns[index]),
    );
    return storage;
  }

  #places(capacity: number) {
    let end = 0;
    const take = (bytes: number): number => {
      const start = end;
      end += aligned(bytes);
      return start;
    };
    const columns = this.fields.map((field) => {
      const width = valuesType(field).BYTES_PER_ELEMENT;
      return {
        values: take(elementCount(field, capacity) * width),
        validity: field.isNullable ? take(bitmapBytes(capacity)) : undefined,
        text:
          field.kind === 'utf8'
            ? { start: take(capacity * textBytesPerRow), bytes: capacity * textBytesPerRow }
            : undefined,
      };
    });
    return { columns, end };
  }
}
