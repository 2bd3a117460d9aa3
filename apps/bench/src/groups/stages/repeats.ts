import { columns } from './columns.ts';
import { type StagesInput, sensors } from './reading.ts';

/** The readings in typed arrays, one in eight of them a repeat of the one before it of its sensor. */
export function columnsWithRepeats(input: StagesInput) {
  const readings = columns(input);
  const { timestamp, value } = readings;
  for (let i = sensors.length; i < input.records; i += 1) {
    if (i % 8 !== 0) continue;
    timestamp[i] = timestamp[i - sensors.length];
    value[i] = value[i - sensors.length];
  }
  return readings;
}
