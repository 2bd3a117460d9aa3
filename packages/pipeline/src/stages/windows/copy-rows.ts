import type { RowNumbers } from '@pipe/records';

/** Copies row numbers from the `from`-th to before the `to`-th, to `at` and after. */
export function copyRows(rows: RowNumbers, from: number, to: number, into: RowNumbers, at: number): void {
  for (let i = from; i < to; i += 1) into[at + i - from] = rows[i];
}
