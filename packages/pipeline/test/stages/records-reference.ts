import type { ReadingInput } from '../readings.ts';

/** The first of the readings of one sensor and value, by looking through all that are remembered. */
export function deduplicateReference(
  readings: readonly ReadingInput[],
  { withinMs = Number.POSITIVE_INFINITY, maxKeys = 65_536 }: { withinMs?: number; maxKeys?: number },
): ReadingInput[] {
  let remembered: { reading: ReadingInput; at: number }[] = [];
  let clock = Number.NEGATIVE_INFINITY;
  return readings.filter((reading) => {
    clock = Math.max(clock, reading.timestamp);
    remembered = remembered.filter(({ at }) => clock - at < withinMs);
    if (remembered.some((other) => isSame(other.reading, reading))) return false;
    remembered = [...remembered, { reading, at: clock }].slice(-maxKeys);
    return true;
  });
}

/** The first of every so many readings of a key. */
export function everyReference(
  readings: readonly ReadingInput[],
  every: number,
  keyOf: (reading: ReadingInput) => string,
): ReadingInput[] {
  const seen = new Map<string, number>();
  return readings.filter((reading) => {
    const before = seen.get(keyOf(reading)) ?? 0;
    seen.set(keyOf(reading), before + 1);
    return before % every === 0;
  });
}

/** The readings that are at least an interval later than the one of their sensor that was kept last. */
export function throttleReference(readings: readonly ReadingInput[], intervalMs: number): ReadingInput[] {
  const lastKept = new Map<string, number>();
  return readings.filter(({ sensorId, timestamp }) => {
    const last = lastKept.get(sensorId);
    if (last !== undefined && timestamp - last < intervalMs) return false;
    lastKept.set(sensorId, timestamp);
    return true;
  });
}

/** The reading with its value as a whole number of 16 bits; none when it is no such number. */
export function int16Reference(reading: ReadingInput, isRounded: boolean): ReadingInput[] {
  if (reading.value === null) return [reading];
  const value = isRounded ? Math.round(reading.value) : reading.value;
  const isInRange = value >= -32_768 && value <= 32_767;
  // Without the sign of a zero, which whole numbers do not have.
  return Number.isInteger(value) && isInRange ? [{ ...reading, value: value + 0 }] : [];
}

function isSame(one: ReadingInput, other: ReadingInput): boolean {
  const areEqual = one.value === other.value || (Number.isNaN(one.value) && Number.isNaN(other.value));
  return one.sensorId === other.sensorId && areEqual;
}
