import { RecordError } from '../errors.ts';

/** The error of bytes that are no Arrow data, or damaged. */
export function malformedArrow(what: string, cause?: unknown): RecordError {
  return new RecordError('malformed', `fromArrow: ${what}`, cause === undefined ? {} : { cause });
}

/**
 * A table of FlatBuffers (flatbuffers.dev/internals), for looking at bytes that may be anything.
 *
 * Reads outside the bytes throw, as those of a DataView do, and what is read is charged to an allowance, so that bytes
 * that refer to themselves cannot keep a reader busy.
 */
export class FlatTable {
  readonly view: DataView;
  readonly allowance: Allowance;
  readonly #at: number;
  readonly #vtable: number;
  readonly #vtableSize: number;

  /** @param offset - Where the offset to the table stands. */
  constructor(view: DataView, offset: number, allowance: Allowance) {
    allowance.spend(1);
    this.view = view;
    this.allowance = allowance;
    this.#at = offset + view.getInt32(offset, true);
    this.#vtable = this.#at - view.getInt32(this.#at, true);
    this.#vtableSize = view.getInt16(this.#vtable, true);
  }

  /** Where a field's value stands, or 0 when the field has its default. */
  place(slot: number): number {
    if (slot >= this.#vtableSize) return 0;
    const offset = this.view.getInt16(this.#vtable + slot, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  uint8(slot: number): number {
    const place = this.place(slot);
    return place === 0 ? 0 : this.view.getUint8(place);
  }

  int64(slot: number): number {
    const place = this.place(slot);
    return place === 0 ? 0 : toLength(this.view.getBigInt64(place, true));
  }

  table(slot: number): FlatTable | undefined {
    const place = this.place(slot);
    return place === 0 ? undefined : new FlatTable(this.view, place, this.allowance);
  }

  /** The places of a vector's elements of `stride` bytes, all of them inside the bytes. */
  vector(slot: number, stride: number): number[] {
    const place = this.place(slot);
    if (place === 0) return [];
    const start = place + this.view.getInt32(place, true);
    const length = this.view.getInt32(start, true);
    if (length < 0 || start < 0 || start + 4 + length * stride > this.view.byteLength) {
      throw malformedArrow(`a list of ${length} does not fit into ${this.view.byteLength} bytes`);
    }
    this.allowance.spend(length);
    return Array.from({ length }, (_, index) => start + 4 + index * stride);
  }

  tables(slot: number): FlatTable[] {
    return this.vector(slot, 4).map((place) => new FlatTable(this.view, place, this.allowance));
  }

  /** Checks that a text is inside the bytes; its length in bytes. */
  text(slot: number): number {
    return this.vector(slot, 1).length;
  }
}

/** How much may still be read. Whole data never needs more than its own size, since nothing in it is read twice. */
export class Allowance {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes + 64;
  }

  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw malformedArrow('the bytes refer to themselves');
  }
}

/** A count or size that arithmetic can rely on. */
export function toLength(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw malformedArrow(`${value} is no size`);
  return Number(value);
}
