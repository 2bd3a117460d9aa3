/** Bytes that hold one bit for each of `rows` rows. */
export function bitmapBytes(rows: number): number {
  return (rows + 7) >>> 3;
}

/** One bit of a bitmap laid out as Arrow's: the least significant bit of a byte comes first. */
export function bitAt(bitmap: Uint8Array, row: number): boolean {
  return ((bitmap[row >>> 3] >>> (row & 7)) & 1) === 1;
}

/** How many of the first `rows` bits are zero. */
export function countZeros(bitmap: Uint8Array, rows: number): number {
  let zeros = 0;
  for (let row = 0; row < rows; row++) zeros += 1 - ((bitmap[row >>> 3] >>> (row & 7)) & 1);
  return zeros;
}

/** Bits `start` to `end`, in the same memory if `start` is the first of a byte, else moved to where one begins. */
export function sliceBits(bitmap: Uint8Array, start: number, end: number): Uint8Array {
  if ((start & 7) === 0) return bitmap.subarray(start >>> 3, bitmapBytes(end));
  const bytes = bitmapBytes(end - start);
  const first = start >>> 3;
  const shift = start & 7;
  const sliced = new Uint8Array(bytes);
  for (let index = 0; index < bytes; index++) {
    // Beyond the bitmap there is undefined, which counts as 0 here.
    sliced[index] = ((bitmap[first + index] | (bitmap[first + index + 1] << 8)) >>> shift) & 255;
  }
  return sliced;
}
