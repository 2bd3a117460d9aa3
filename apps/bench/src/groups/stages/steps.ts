import { above, type Reading, range } from './reading.ts';
import type { RollingMean } from './rolling-mean.ts';

const { low, high } = range;

export interface Normalized extends Reading {
  readonly normalized: number;
}

export interface Averaged extends Normalized {
  readonly rollingAvg: number | null;
}

// The steps of threshold → normalize → rolling, one object at a time: each gives a new record with one field more.

export const isBeyond = ({ value }: Reading): boolean => value > above;

export function normalize({ sensorId, timestamp, value, unit }: Reading): Normalized {
  return { sensorId, timestamp, value, unit, normalized: (value - low) / (high - low) };
}

export const averageWith =
  (rolling: RollingMean) =>
  ({ sensorId, timestamp, value, unit, normalized }: Normalized): Averaged => {
    const rollingAvg = rolling.add(sensorId, normalized);
    return { sensorId, timestamp, value, unit, normalized, rollingAvg };
  };
