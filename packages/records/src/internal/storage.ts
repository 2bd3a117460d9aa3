import type { Field } from '../field.ts';
import { bitmapBytes } from './bitmap.ts';
import { type Column, makeColumn } from './column.ts';
import { elementCount, valuesType } from './column-type.ts';
import { isDevelopment } from './development.ts';

/** Arrow recommends that columns begin at multiples of 64 bytes: a cache line, and the widest vector register. */
const alignment = 64;

/** Text is given this much room a row at first, and a buffer of its own when it takes more. */
const textBytesPerRow = 16;

/** Storages kept for the next batch of the same layout; larger ones go back to the garbage collector. */
const mostIdle = 8;
const largestIdleBytes = 8 * 2 ** 20;

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** The one buffer in which a layout's columns lie, one after the other. */
export class Storage {
  readonly buffer: ArrayBufferLike;
  columns: readonly Column[] = [];
  readonly capacity: number;
  /** Columns that still have a reader. */
  live = 0;
  /** Where the storage goes when the last column has lost its last reader; undefined: memory of somebody else. */
  readonly #layout: Layout | undefined;

  constructor(buffer: ArrayBufferLike, capacity: number, layout?: Layout) {
    this.buffer = buffer;
    this.capacity = capacity;
    this.#layout = layout;
  }

  /** Whether the memory is another's: to be read, never to be written to. */
  get isForeign(): boolean {
    return this.#layout === undefined;
  }

  columnReleased(): void {
    this.live -= 1;
    if (this.live === 0) this.#layout?.recycle(this);
  }
}

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
    const bytes = places.end;
    const storage = new Storage(
      shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
      capacity,
      this,
    );
    storage.columns = this.fields.map((field, index) =>
      makeColumn(this.names[index], field, storage, places.columns[index]),
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
