/** Bytes that are added one by one; the memory is kept for the next use. */
export class GrowingBytes {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  length = 0;

  /** The bytes added so far, in the same memory. */
  get taken(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  push(byte: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length] = byte;
    this.length += 1;
  }
}
