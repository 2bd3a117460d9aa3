/** Arrow's units of time, by their codes. */
export const timeUnit = { second: 0, millisecond: 1, microsecond: 2, nanosecond: 3 } as const;

export type TimeUnit = (typeof timeUnit)[keyof typeof timeUnit];

const low = 4_294_967_296;
const perMillisecond = 1_000_000n;

/** Beyond this many milliseconds, nanoseconds do not fit into 64 bits. */
const mostMilliseconds = 9.2e12;

/**
 * The coarsest unit in which all times are whole: milliseconds, or microseconds, or nanoseconds as far as they reach.
 */
export function unitFor(times: Float64Array): TimeUnit {
  let unit: TimeUnit = timeUnit.millisecond;
  for (const time of times) {
    if (Number.isInteger(time)) continue;
    if (Math.round(time * 1_000) / 1_000 !== time && Math.abs(time) < mostMilliseconds)
      return timeUnit.nanosecond;
    unit = timeUnit.microsecond;
  }
  return unit;
}

/** Epoch milliseconds as 64-bit integers of a unit. */
export function fromMilliseconds(times: Float64Array, unit: TimeUnit): BigInt64Array {
  const out = new BigInt64Array(times.length);
  if (unit === timeUnit.nanosecond) {
    for (let row = 0; row < times.length; row++) out[row] = nanoseconds(times[row]);
    return out;
  }
  const factor = unit === timeUnit.millisecond ? 1 : 1_000;
  for (let row = 0; row < times.length; row++) out[row] = BigInt(Math.round(times[row] * factor));
  return out;
}

function nanoseconds(time: number): bigint {
  const whole = Math.floor(time);
  return BigInt(whole) * perMillisecond + BigInt(Math.round((time - whole) * 1e6));
}

/** 64-bit integers of a unit as epoch milliseconds; a millisecond's fraction is as fine as float64 has it. */
export function toMilliseconds(values: BigInt64Array, unit: number): Float64Array {
  const out = new Float64Array(values.length);
  if (unit === timeUnit.nanosecond) {
    for (let row = 0; row < values.length; row++) {
      out[row] = Number(values[row] / perMillisecond) + Number(values[row] % perMillisecond) / 1e6;
    }
    return out;
  }
  // As two halves: a bigint for each row would be an object for each row.
  const halves = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const [times, by] = scaleOf(unit);
  for (let row = 0; row < values.length; row++) {
    out[row] = (((halves[row * 2 + 1] | 0) * low + halves[row * 2]) * times) / by;
  }
  return out;
}

function scaleOf(unit: number): [number, number] {
  if (unit === timeUnit.second) return [1_000, 1];
  return unit === timeUnit.millisecond ? [1, 1] : [1, 1_000];
}
