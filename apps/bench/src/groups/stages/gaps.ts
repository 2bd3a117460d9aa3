import { columns } from './columns.ts';
import type { StagesInput } from './reading.ts';

/** The readings in typed arrays, one value in eight missing: `isThere` has a bit for each row, lowest first. */
export function columnsWithGaps(input: StagesInput) {
  const isThere = new Uint8Array((input.records + 7) >> 3).fill(0b1111_0111);
  return { ...columns(input), isThere };
}
