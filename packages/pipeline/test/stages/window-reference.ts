import type { ReadingInput } from '../readings.ts';

export interface WindowReferenceOptions {
  readonly sizeMs: number;
  readonly everyMs: number;
  readonly offsetMs?: number;
  readonly latenessMs?: number;
  readonly updateMs?: number;
  readonly partial?: 'emit' | 'drop';
}

/** All aggregates of a value. */
export const everyAggregate = {
  records: 'count',
  values: { count: 'value' },
  sum: { sum: 'value' },
  mean: { mean: 'value' },
  low: { min: 'value' },
  high: { max: 'value' },
  first: { first: 'value' },
  last: { last: 'value' },
  deviation: { deviation: 'value' },
  median: { quantile: 'value', share: 0.5 },
} as const;

export interface WindowRow {
  readonly sensorId: string;
  readonly state?: string;
  readonly start: number;
  readonly end: number;
  readonly [aggregate: string]: unknown;
}

interface OpenWindow {
  readonly sensorId: string;
  readonly start: number;
  readonly end: number;
  readonly readings: (ReadingInput & { readonly arrival: number })[];
  isChanged: boolean;
}

/** The windows that readings make, taken one at a time and put into every window that is open for it. */
export function windowReference(
  readings: readonly ReadingInput[],
  options: WindowReferenceOptions,
): WindowRow[] {
  const { sizeMs, everyMs, offsetMs = 0, latenessMs = 0, updateMs, partial = 'emit' } = options;
  const rows: WindowRow[] = [];
  let open: OpenWindow[] = [];
  let clock = Number.NEGATIVE_INFINITY;
  const close = (watermark: number) => {
    for (const window of inOrder(open, options))
      if (window.end <= watermark) rows.push(rowOf(window, 'closed'));
    open = open.filter(({ end }) => end > watermark);
  };
  for (const [arrival, reading] of readings.entries()) {
    const { sensorId, timestamp } = reading;
    const isUpdate =
      updateMs !== undefined &&
      Math.floor(timestamp / updateMs) > Math.floor(clock / updateMs) &&
      arrival > 0;
    clock = Math.max(clock, timestamp);
    close(clock - latenessMs);
    if (isUpdate) {
      for (const window of inOrder(open, options)) {
        if (window.isChanged) rows.push(rowOf(window, 'updated'));
        window.isChanged = false;
      }
    }
    const last = Math.floor((timestamp - offsetMs) / everyMs) * everyMs + offsetMs;
    for (let start = last; start > timestamp - sizeMs; start -= everyMs) {
      if (start + sizeMs <= clock - latenessMs) break;
      let window = open.find((each) => each.sensorId === sensorId && each.start === start);
      if (!window) {
        window = { sensorId, start, end: start + sizeMs, readings: [], isChanged: false };
        open.push(window);
      }
      window.readings.push({ ...reading, arrival });
      window.isChanged = true;
    }
  }
  if (partial === 'emit') close(Number.POSITIVE_INFINITY);
  return updateMs === undefined ? rows.map(({ state: _, ...row }) => row as WindowRow) : rows;
}

/** By their end; those of one end by the pane that their key was first seen in, and then by when. */
function inOrder(
  windows: readonly OpenWindow[],
  { everyMs, offsetMs = 0 }: WindowReferenceOptions,
): OpenWindow[] {
  const paneOf = ({ timestamp }: ReadingInput) => Math.floor((timestamp - offsetMs) / everyMs);
  const placeOf = ({ readings }: OpenWindow) => {
    const pane = Math.min(...readings.map(paneOf));
    const arrival = readings.find((reading) => paneOf(reading) === pane)?.arrival ?? 0;
    return [pane, arrival] as const;
  };
  return windows.toSorted((one, other) => {
    const [[pane, arrival], [otherPane, otherArrival]] = [placeOf(one), placeOf(other)];
    return one.end - other.end || pane - otherPane || arrival - otherArrival;
  });
}

function rowOf({ sensorId, start, end, readings }: Omit<OpenWindow, 'isChanged'>, state: string): WindowRow {
  return { sensorId, state, start, end, ...aggregatesOf(readings) };
}

/** Every aggregate, taken from all readings at once. */
export function aggregatesOf(readings: readonly ReadingInput[]): { [name: string]: number | null } {
  const present = readings.flatMap(({ timestamp, value }) => (value === null ? [] : [{ timestamp, value }]));
  const values = present.map(({ value }) => value);
  const counts = { records: readings.length, values: values.length };
  if (values.length === 0) {
    const names = ['sum', 'mean', 'low', 'high', 'first', 'last', 'deviation', 'median'];
    return { ...counts, ...Object.fromEntries(names.map((name) => [name, null])) };
  }
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  const inTime = present.toSorted((one, other) => one.timestamp - other.timestamp);
  return {
    ...counts,
    ...{ sum, mean, low: Math.min(...values), high: Math.max(...values) },
    first: inTime[0].value,
    last: inTime[inTime.length - 1].value,
    deviation: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
    median: medianOf(values),
  };
}

function medianOf(values: readonly number[]): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  const sorted = values.toSorted((one, other) => one - other);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  return low === high ? low : low + (high - low) / 2;
}
