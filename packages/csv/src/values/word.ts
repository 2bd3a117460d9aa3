/** How many bytes of a word come before the one that holds the lowest bit set. */
export const bytesBefore = (bits: number) => (31 - Math.clz32(bits & -bits)) >>> 3;

/**
 * Marks where a cell may end in a word: the lowest bit set is in the first byte that is a delimiter or one of the first
 * sixteen control characters, line ends among them.
 *
 * @param delimiters - The delimiter, four times.
 */
function endMarks(word: number, delimiters: number): number {
  const delimited = word ^ delimiters;
  const control = word & 0xf0f0f0f0;
  return (((delimited - 0x01010101) & ~delimited) | ((control - 0x01010101) & ~control)) & 0x80808080;
}

/** Where a cell that begins at `start` may end: at the first of those bytes. */
export function findEndMark(view: DataView, start: number, delimiters: number): number {
  let at = start;
  let marks = endMarks(view.getInt32(at, true), delimiters);
  while (marks === 0) {
    at += 4;
    marks = endMarks(view.getInt32(at, true), delimiters);
  }
  return at + bytesBefore(marks);
}
