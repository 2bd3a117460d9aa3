import type { LimitsByKey } from '../src/index.ts';
import type { ReadingInput } from './readings.ts';

interface Options {
  readonly above: number;
  readonly below: number;
  readonly clearAbove?: number;
  readonly clearBelow?: number;
  readonly limits?: LimitsByKey;
}

function limitsOf(
  sensorId: string,
  { above, below, limits = {} }: Options,
): { above: number; below: number } {
  const own = Object.hasOwn(limits, sensorId) ? limits[sensorId] : {};
  return { above: own.above ?? above, below: own.below ?? below };
}

/** The readings beyond their limits, one at a time. */
export function thresholdReference(readings: readonly ReadingInput[], options: Options): ReadingInput[] {
  return readings.filter(({ sensorId, value }) => {
    const { above, below } = limitsOf(sensorId, options);
    return value !== null && (value > above || value < below);
  });
}

/** For each reading the mean of the last `window` values of its sensor: null before there are so many, and for null. */
export function rollingReference(readings: readonly ReadingInput[], window: number): (number | null)[] {
  const before = new Map<string, number[]>();
  return readings.map(({ sensorId, value }) => {
    if (value === null) return null;
    const values = [...(before.get(sensorId) ?? []), value].slice(-window);
    before.set(sensorId, values);
    return values.length < window ? null : values.reduce((sum, number) => sum + number, 0) / window;
  });
}

interface AlarmReference {
  sensorId: string;
  side: string;
  start: number;
  end: number | null;
  peak: number;
  peakAt: number;
  records: number;
}

/** Alarms in the order in which they end, the high side first; those still open last, by their start, then by their key's first number. */
export function alarmsReference(readings: readonly ReadingInput[], options: Options): AlarmReference[] {
  const ended: AlarmReference[] = [];
  const open = { above: new Map<string, AlarmReference>(), below: new Map<string, AlarmReference>() };
  for (const reading of readings) {
    for (const side of ['above', 'below'] as const) {
      const over = follow(open[side], side, reading, options);
      if (over) ended.push(over);
    }
  }
  const numbers = readings.filter(({ value }) => value !== null);
  const order = [...new Set(numbers.map(({ sensorId }) => sensorId))];
  const left = (['above', 'below'] as const).flatMap((side) =>
    order.flatMap((sensorId) => open[side].get(sensorId) ?? []),
  );
  left.sort((a, b) => a.start - b.start);
  return [...ended, ...left.map((alarm) => ({ ...alarm, end: null }))];
}

function follow(
  open: Map<string, AlarmReference>,
  side: 'above' | 'below',
  { sensorId, timestamp, value }: ReadingInput,
  options: Options,
): AlarmReference | undefined {
  if (value === null) return undefined;
  const limit = limitsOf(sensorId, options)[side];
  const clear = (side === 'above' ? options.clearAbove : options.clearBelow) ?? limit;
  const beyond = (a: number, b: number) => (side === 'above' ? a > b : a < b);
  const alarm = open.get(sensorId);
  if (alarm && beyond(clear, value)) {
    open.delete(sensorId);
    return alarm;
  }
  if (alarm) {
    alarm.end = timestamp;
    alarm.records += 1;
    if (beyond(value, alarm.peak)) Object.assign(alarm, { peak: value, peakAt: timestamp });
  } else if (beyond(value, limit)) {
    open.set(sensorId, {
      sensorId,
      side,
      start: timestamp,
      end: timestamp,
      peak: value,
      peakAt: timestamp,
      records: 1,
    });
  }
  return undefined;
}
