import type { Column } from './column.ts';

/** What takes a storage back. */
interface Recycler {
  recycle(storage: Storage): void;
}

/** The one buffer in which the columns of a layout lie, one after the other. */
export class Storage {
  readonly buffer: ArrayBufferLike;
  readonly capacity: number;
  readonly isSharedMemory: boolean;
  /** Whether the memory is another's: to be read, never to be written to. */
  readonly isForeign: boolean;
  columns: readonly Column[] = [];
  /** Columns that still have a reader. */
  live = 0;
  readonly #recycler: Recycler | undefined;

  /** @param recycler - Where the storage goes when its last column has lost its last reader. */
  constructor(buffer: ArrayBufferLike, capacity: number, recycler?: Recycler, isForeign = false) {
    this.buffer = buffer;
    this.capacity = capacity;
    this.isSharedMemory = !(buffer instanceof ArrayBuffer);
    this.isForeign = isForeign;
    this.#recycler = recycler;
  }

  columnReleased(): void {
    this.live -= 1;
    if (this.live === 0) this.#recycler?.recycle(this);
  }
}
