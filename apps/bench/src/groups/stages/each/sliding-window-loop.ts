import { loopEach } from '../loop-each.ts';
import { sensors, slidingMs, windowMs } from '../reading.ts';
import { WindowRows } from '../window-rows.ts';

/** Of how many pieces a window is put together. */
const pieces = slidingMs / windowMs;

export default loopEach(({ sensor, timestamp, value }) => {
  // For each piece of the last window, all sensors.
  const counts = new Int32Array(sensors.length * pieces);
  const sums = new Float64Array(sensors.length * pieces);
  const mosts = new Float64Array(sensors.length * pieces).fill(Number.NEGATIVE_INFINITY);
  const rows = new WindowRows();
  let pieceEnd = Number.NaN;
  let first = 0;

  /** Writes the windows that end with this piece from the `row`-th on; returns where the next is written. */
  const close = (results: Float64Array, row: number): number => {
    let next = row;
    for (let key = 0; key < sensors.length; key += 1) {
      let count = 0;
      let sum = 0;
      let most = Number.NEGATIVE_INFINITY;
      for (let place = key; place < counts.length; place += sensors.length) {
        count += counts[place];
        sum += sums[place];
        if (mosts[place] > most) most = mosts[place];
      }
      if (count === 0) continue;
      results[next] = sum / count;
      rows.set(next, key, pieceEnd - slidingMs, pieceEnd, most, count);
      next += 1;
    }
    return next;
  };

  /** The oldest piece makes room for the next. */
  const begin = (): void => {
    pieceEnd += windowMs;
    first = (first + sensors.length) % counts.length;
    counts.fill(0, first, first + sensors.length);
    sums.fill(0, first, first + sensors.length);
    mosts.fill(Number.NEGATIVE_INFINITY, first, first + sensors.length);
  };

  return (start, end, results, isLast) => {
    let closed = 0;
    for (let i = start; i < end; i += 1) {
      const time = timestamp[i];
      if (!(time < pieceEnd)) {
        if (Number.isNaN(pieceEnd)) pieceEnd = (Math.floor(time / windowMs) + 1) * windowMs;
        for (; time >= pieceEnd; begin()) closed = close(results, closed);
      }
      if (time < pieceEnd - windowMs) continue;
      const place = first + sensor[i];
      counts[place] += 1;
      sums[place] += value[i];
      if (value[i] > mosts[place]) mosts[place] = value[i];
    }
    for (let piece = 0; isLast && piece < pieces; piece += 1, begin()) closed = close(results, closed);
    return closed;
  };
});
