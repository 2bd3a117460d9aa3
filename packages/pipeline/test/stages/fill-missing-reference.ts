import type { ReadingInput } from '../readings.ts';

export interface FillReferenceOptions {
  readonly maxGapMs?: number;
  readonly maxRecords?: number;
}

/** For each reading its value, or where that is missing the last one of its sensor before it. */
export function previousReference(
  readings: readonly ReadingInput[],
  { maxGapMs = Number.POSITIVE_INFINITY }: FillReferenceOptions,
): (number | null)[] {
  return readings.map(({ sensorId, timestamp, value }, i) => {
    if (value !== null) return value;
    const before = readings.slice(0, i).findLast((one) => one.sensorId === sensorId && one.value !== null);
    return before && timestamp - before.timestamp <= maxGapMs ? before.value : null;
  });
}

/** For each reading its value, or where that is missing what lies on the line between the two of its sensor around it. */
export function linearReference(
  readings: readonly ReadingInput[],
  { maxGapMs = Number.POSITIVE_INFINITY, maxRecords = 65_536 }: FillReferenceOptions,
): (number | null)[] {
  return readings.map(({ sensorId, timestamp, value }, i) => {
    if (value !== null) return value;
    const hasValue = (one: ReadingInput) => one.sensorId === sensorId && one.value !== null;
    const before = readings.slice(0, i).findLast(hasValue);
    const next = readings.findIndex((one, j) => j > i && hasValue(one));
    if (!before || next < 0 || next - i > maxRecords) return null;
    const clock = Math.max(...readings.slice(0, next + 1).map((one) => one.timestamp));
    return clock - before.timestamp > maxGapMs ? null : onLine(before, readings[next], timestamp);
  });
}

function onLine(start: ReadingInput, end: ReadingInput, at: number): number | null {
  const [low, high] = [start.value as number, end.value as number];
  const length = end.timestamp - start.timestamp;
  if (length <= 0 || at < start.timestamp || at > end.timestamp) return null;
  return low + (high - low) * ((at - start.timestamp) / length);
}
