/** What the contestants start from. */
export interface StagesInput {
  readonly records: number;
}

/** A record as it is before the first stage. */
export interface Reading {
  readonly sensorId: string;
  readonly timestamp: number;
  readonly value: number;
  readonly unit: string;
}

export const sensors = Array.from({ length: 100 }, (_, index) => `sensor-${index}`);
export const firstTimestamp = 1_700_000_000_000;
export const unit = '°C';

/** Three quarters of the values are above it. */
export const above = 25;
/** The range that values are normalised from. */
export const range = { low: -20, high: 120 } as const;
/** Records in a rolling mean. */
export const window = 16;
/** The weight of a new value in an exponentially weighted mean. */
export const alpha = 0.1;
/** The least time between two readings of a sensor that are kept: each comes every 100 ms. */
export const intervalMs = 500;
/** Of how many readings of a sensor one is kept. */
export const every = 4;
/** For how long a reading is remembered as seen. */
export const rememberMs = 10_000;
/** How long a reading waits for earlier ones. */
export const withinMs = 100;
/** Above it a sensor is in alarm, one reading in a thousand; below the other it is out of it. */
export const alarmAbove = 99.9;
export const alarmClear = 95;
/** The length of a window, and of one that begins as often. */
export const windowMs = 10_000;
export const slidingMs = 60_000;
/** A session ends after so long without a reading; all sensors pause for longer after every so many readings. */
export const gapMs = 500;
export const pauseMs = 1_000;
export const readingsBetweenPauses = 10_000;
/** What is known of a sensor. */
export const offsetOf = (sensor: number): number => sensor / 8;
/** Records in a chunk or batch. */
export const batchSize = 2_048;
/** Beyond this, what a batch costs beside its records no longer shows. */
export const largeBatchSize = 4_096;

/** A value between 0 and 100; each sensor has a hundred or so different ones. */
export const valueAt = (index: number): number => ((index * 7_919) % 10_007) / 100.07;

/** The readings as plain objects. */
export function readings({ records }: StagesInput): Reading[] {
  return Array.from({ length: records }, (_, index) => ({
    sensorId: sensors[index % sensors.length] as string,
    timestamp: firstTimestamp + index,
    value: valueAt(index),
    unit,
  }));
}

/** What is left after filter → map → sum. */
export const fahrenheit = (celsius: number): number => celsius * 1.8 + 32;
