import type { Encoding } from '../input/encoding.ts';
import * as ascii from '../values/ascii.ts';

/** A run of UTF-8 bytes that is being read, and where it lies in the input. */
export class Window {
  readonly bytes: Uint8Array;
  /** Reaches past the end of the bytes where their buffer does: what is there may be loaded, but means nothing. */
  readonly view: DataView;
  /** Where the next record, or the rest of one, begins. */
  start = 0;
  readonly end: number;
  /** The byte that ends lines here. */
  readonly lineEnd: number;
  readonly #encoding: Encoding;
  /** The input offset of the byte at `#counted`. */
  #offset: number;
  #counted = 0;

  /** @param offset - Of the first byte, in the input as it was before it became UTF-8. */
  constructor(bytes: Uint8Array, offset: number, encoding: Encoding) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset);
    this.end = bytes.length;
    this.lineEnd = bytes.includes(ascii.lineFeed) ? ascii.lineFeed : ascii.carriageReturn;
    this.#encoding = encoding;
    this.#offset = offset;
  }

  /** The input offset of the byte at `index`; indexes may only rise from call to call. */
  offsetAt(index: number): number {
    this.#offset += this.#encoding.width(this.bytes, this.#counted, index);
    this.#counted = index;
    return this.#offset;
  }
}
