import { findEndMark } from '../values/word.ts';
import type { CellScanner } from './cell-scanner.ts';

/** Passes over cells that no field is for. */
export const skippedColumn: CellScanner = {
  scan(lines, _firstRow, count) {
    const { bytes, view, cursors, following, quote, delimiter, mark } = lines;
    const delimiters = Math.imul(delimiter, 0x01010101);
    for (let index = 0; index < count; index++) {
      let at = cursors[index];
      if (bytes[at] === quote) {
        at = lines.contentEnd(at + 1, quote);
        if (bytes[at] !== quote) return index;
        at += 1;
      } else {
        at = findEndMark(view, at, delimiters);
        // Another control character is part of the cell.
        if (bytes[at] !== delimiter) at = lines.contentEnd(at, delimiter);
      }
      if (bytes[at] !== mark) return index;
      following[index] = at + 1;
    }
    return count;
  },
};
