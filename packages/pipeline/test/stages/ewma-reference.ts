import type { ReadingInput } from '../readings.ts';

type Numbered = ReadingInput & { readonly value: number };

/** The finite numbers of the sensor of the last of these readings, that one included. */
function numbersUpTo(readings: readonly ReadingInput[], last: number): Numbered[] {
  return readings
    .slice(0, last + 1)
    .filter(
      (reading): reading is Numbered =>
        reading.sensorId === readings[last].sensorId && Number.isFinite(reading.value),
    );
}

/** For each reading the average of its sensor's numbers so far, worked out from the first of them. */
export function ewmaReference(readings: readonly ReadingInput[], alpha: number): (number | null)[] {
  return readings.map(({ value }, i) => {
    if (value === null || !Number.isFinite(value)) return value;
    const [first, ...rest] = numbersUpTo(readings, i).map((reading) => reading.value);
    return rest.reduce((mean, number) => alpha * number + (1 - alpha) * mean, first);
  });
}

/** For each reading the weighted mean of its sensor's numbers so far, each weighed by its age. */
export function timedEwmaReference(readings: readonly ReadingInput[], halfLifeMs: number): (number | null)[] {
  return readings.map(({ value }, i) => {
    if (value === null || !Number.isFinite(value)) return value;
    const numbers = numbersUpTo(readings, i);
    const now = Math.max(...numbers.map(({ timestamp }) => timestamp));
    const weights = numbers.map(({ timestamp }) => 2 ** ((timestamp - now) / halfLifeMs));
    const sum = numbers.reduce((total, number, j) => total + number.value * weights[j], 0);
    return sum / weights.reduce((total, weight) => total + weight, 0);
  });
}
