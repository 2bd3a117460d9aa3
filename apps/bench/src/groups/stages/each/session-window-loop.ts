import { loopEach } from '../loop-each.ts';
import { columnsWithPauses } from '../pauses.ts';
import { gapMs, sensors } from '../reading.ts';
import { WindowRows } from '../window-rows.ts';

/** Readings may come in any order, as the stage takes them: one whose session would have ended by then is left out. */
export default loopEach(({ sensor, timestamp, value }) => {
  const starts = new Float64Array(sensors.length);
  const lasts = new Float64Array(sensors.length);
  const counts = new Int32Array(sensors.length);
  const sums = new Float64Array(sensors.length);
  const mosts = new Float64Array(sensors.length).fill(Number.NEGATIVE_INFINITY);
  const rows = new WindowRows();
  /** No session ends before it. */
  let nextEnd = Number.POSITIVE_INFINITY;
  /** The latest time before this chunk. */
  let before = Number.NEGATIVE_INFINITY;

  /** Writes the sessions that have ended from the `row`-th on; returns where the next is written. */
  const close = (time: number, results: Float64Array, row: number): number => {
    let next = row;
    nextEnd = Number.POSITIVE_INFINITY;
    for (let key = 0; key < sensors.length; key += 1) {
      if (counts[key] === 0) continue;
      if (lasts[key] + gapMs > time) {
        nextEnd = Math.min(nextEnd, lasts[key] + gapMs);
        continue;
      }
      results[next] = sums[key] / counts[key];
      rows.set(next, key, starts[key], lasts[key] + gapMs, mosts[key], counts[key]);
      counts[key] = 0;
      sums[key] = 0;
      mosts[key] = Number.NEGATIVE_INFINITY;
      next += 1;
    }
    return next;
  };

  return (start, end, results, isLast) => {
    let closed = 0;
    let clock = before;
    for (let i = start; i < end; i += 1) {
      const time = timestamp[i];
      if (time >= nextEnd) closed = close(time, results, closed);
      if (time > clock) clock = time;
      const key = sensor[i];
      if (counts[key] === 0) {
        if (time + gapMs <= clock) continue;
        starts[key] = time;
        lasts[key] = time;
        nextEnd = Math.min(nextEnd, time + gapMs);
      } else if (time > lasts[key]) lasts[key] = time;
      else if (time < starts[key]) starts[key] = time;
      counts[key] += 1;
      sums[key] += value[i];
      if (value[i] > mosts[key]) mosts[key] = value[i];
    }
    before = clock;
    return isLast ? close(Number.POSITIVE_INFINITY, results, closed) : closed;
  };
}, columnsWithPauses);
