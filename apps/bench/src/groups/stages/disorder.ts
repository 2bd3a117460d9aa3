import { columns } from './columns.ts';
import type { StagesInput } from './reading.ts';

/** The readings in typed arrays, one in eight of them up to 15 places behind where it belongs. */
export function columnsOutOfOrder(input: StagesInput) {
  const readings = columns(input);
  for (let i = 16; i < input.records; i += 8) readings.timestamp[i] -= ((i >> 3) % 15) + 0.5;
  return readings;
}
