import type { ReadingInput } from '../readings.ts';

/** For each reading its rate a second, by looking for the latest of its sensor before it. */
export function rateReference(
  readings: readonly ReadingInput[],
  onDecrease: 'negative' | 'restart' | 'null',
): (number | null)[] {
  const latest = new Map<string, { timestamp: number; value: number }>();
  return readings.map(({ sensorId, timestamp, value }) => {
    const before = latest.get(sensorId);
    if (value === null || (before && timestamp <= before.timestamp)) return null;
    latest.set(sensorId, { timestamp, value });
    if (!before) return null;
    const seconds = (timestamp - before.timestamp) / 1_000;
    const change = value - before.value;
    if (change >= 0 || Number.isNaN(change) || onDecrease === 'negative') return change / seconds;
    return onDecrease === 'restart' ? value / seconds : null;
  });
}
