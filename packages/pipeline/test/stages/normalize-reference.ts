import type { ReadingInput } from '../readings.ts';

/** For each reading its value on the scale of its sensor's values so far, by going through all of them again. */
export function normalizeReference(
  readings: readonly ReadingInput[],
  { method, atLeast = 2, isKeyed = true }: NormalizeReferenceOptions,
): (number | null)[] {
  return readings.map(({ sensorId, value }, i) => {
    if (value === null) return null;
    const seen = readings
      .slice(0, i + 1)
      .filter((reading) => !isKeyed || reading.sensorId === sensorId)
      .flatMap((reading) => (Number.isFinite(reading.value) ? [reading.value as number] : []));
    if (seen.length < atLeast || new Set(seen.map((number) => number + 0)).size < 2) return null;
    return method === 'range' ? inRange(value, seen) : zScore(value, seen);
  });
}

interface NormalizeReferenceOptions {
  readonly method: 'range' | 'z-score';
  readonly atLeast?: number;
  readonly isKeyed?: boolean;
}

function inRange(value: number, seen: readonly number[]): number {
  const min = Math.min(...seen);
  return (value - min) / (Math.max(...seen) - min);
}

function zScore(value: number, seen: readonly number[]): number {
  const mean = seen.reduce((sum, number) => sum + number, 0) / seen.length;
  const squares = seen.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return (value - mean) / Math.sqrt(squares / (seen.length - 1));
}
