import type { ReadingInput } from '../readings.ts';

export interface KeyLimitsReference {
  readonly maxKeys: number;
  /** Infinity where there are more than three keys. */
  readonly idleMs: number;
}

interface Life {
  readonly name: string;
  /** Order of its last reading; of the first one only, until half of the most keys are known. */
  seen: number;
  /** The greatest time of all of them. */
  heard: number;
}

/**
 * The readings, with a new name for each life of a sensor, which ends when it is forgotten: what a stage that forgets keys
 * makes of readings is what one that never does makes of these.
 *
 * @param counts - Whether the stage looks for the key of a reading at all.
 */
export function keyLives(
  readings: readonly ReadingInput[],
  { maxKeys, idleMs }: KeyLimitsReference,
  counts: (reading: ReadingInput) => boolean,
): { readonly readings: ReadingInput[]; readonly lives: number } {
  const living = new Map<string, Life>();
  let clock = Number.NEGATIVE_INFINITY;
  let lives = 0;
  const renamed = readings.map((reading, order) => {
    if (!counts(reading)) return reading;
    const { sensorId, timestamp } = reading;
    clock = Math.max(clock, timestamp);
    for (const [key, { heard }] of living) if (clock - heard > idleMs) living.delete(key);
    let life = living.get(sensorId);
    if (!life) {
      const [oldest] = [...living].toSorted(([, one], [, other]) => one.seen - other.seen);
      if (living.size === maxKeys) living.delete(oldest[0]);
      lives += 1;
      life = { name: `${sensorId}#${lives}`, seen: order, heard: timestamp };
      living.set(sensorId, life);
    }
    if (living.size * 2 >= maxKeys) life.seen = order;
    life.heard = Math.max(life.heard, timestamp);
    return { ...reading, sensorId: life.name };
  });
  return { readings: renamed, lives };
}

/** The reading under the name that its sensor had before. */
export function withoutLife(reading: ReadingInput): ReadingInput {
  return { ...reading, sensorId: reading.sensorId.replace(/#\d+$/, '') };
}
