import { columns } from './columns.ts';
import { pauseMs, readingsBetweenPauses, type StagesInput } from './reading.ts';

/** The readings in typed arrays, with times between them at which no sensor sends any. */
export function columnsWithPauses(input: StagesInput) {
  const readings = columns(input);
  for (let i = 0; i < input.records; i += 1) {
    readings.timestamp[i] += Math.floor(i / readingsBetweenPauses) * pauseMs;
  }
  return readings;
}
