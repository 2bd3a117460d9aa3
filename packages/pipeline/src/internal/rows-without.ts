import type { RowNumbers } from '@pipe/records';

/**
 * Writes the first `count` of the rows to `kept`, but for some of them, which ascend as they do; returns how many are left.
 */
export function rowsWithout(
  rows: RowNumbers,
  count: number,
  leftOut: readonly number[],
  kept: RowNumbers,
): number {
  let passed = 0;
  for (let i = 0; i < count; i += 1) {
    if (rows[i] === leftOut[passed]) passed += 1;
    else kept[i - passed] = rows[i];
  }
  return count - passed;
}
