import { loopEach } from '../loop-each.ts';
import { sensors, windowMs } from '../reading.ts';
import { WindowRows } from '../window-rows.ts';

export default loopEach(({ sensor, timestamp, value }) => {
  const counts = new Int32Array(sensors.length);
  const sums = new Float64Array(sensors.length);
  const mosts = new Float64Array(sensors.length).fill(Number.NEGATIVE_INFINITY);
  const rows = new WindowRows();
  let windowEnd = Number.NEGATIVE_INFINITY;

  /** Writes the windows of all sensors from the `row`-th on, and begins them anew; returns where the next is written. */
  const close = (results: Float64Array, row: number): number => {
    let next = row;
    for (let key = 0; key < sensors.length; key += 1) {
      if (counts[key] === 0) continue;
      results[next] = sums[key] / counts[key];
      rows.set(next, key, windowEnd - windowMs, windowEnd, mosts[key], counts[key]);
      counts[key] = 0;
      sums[key] = 0;
      mosts[key] = Number.NEGATIVE_INFINITY;
      next += 1;
    }
    return next;
  };

  return (start, end, results, isLast) => {
    let closed = 0;
    for (let i = start; i < end; i += 1) {
      const time = timestamp[i];
      if (time < windowEnd - windowMs) continue;
      if (time >= windowEnd) {
        closed = close(results, closed);
        windowEnd = (Math.floor(time / windowMs) + 1) * windowMs;
      }
      const key = sensor[i];
      counts[key] += 1;
      sums[key] += value[i];
      if (value[i] > mosts[key]) mosts[key] = value[i];
    }
    return isLast ? close(results, closed) : closed;
  };
});
