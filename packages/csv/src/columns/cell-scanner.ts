import type { Lines } from '../reading/lines.ts';

/** Reads the current cell of many lines at once. */
export interface CellScanner {
  /**
   * Reads the current cell of the first `count` lines, the index-th line's into row `firstRow + index`.
   *
   * @returns how many lines it could read; the one after them is for the careful path.
   */
  scan(lines: Lines, firstRow: number, count: number): number;
}
