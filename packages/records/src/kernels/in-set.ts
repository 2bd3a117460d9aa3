import type { RowNumbers } from '../internal/batches/row-numbers.ts';
import { bitAt } from '../internal/columns/bitmap.ts';
import { type NumericColumn, rowCount, type Selection, toFloat64, validityOf } from './operand.ts';

/**
 * Writes the numbers of the rows whose value is one of `members` to `into` and returns how many they are; of a
 * dictionary column, the members are codes. A null is in no set.
 */
export function inSet(
  column: NumericColumn,
  members: Iterable<number>,
  selection: Selection,
  into: RowNumbers,
): number {
  const wanted = new Set(members);
  const values = toFloat64(column);
  const validity = validityOf(column);
  const rows = selection?.length ?? rowCount(column);
  let count = 0;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    if (wanted.has(values[row]) && (validity === undefined || bitAt(validity, row))) into[count++] = row;
  }
  return count;
}
