import { loopEach } from '../loop-each.ts';
import { alarmAbove, alarmClear, sensors } from '../reading.ts';

export default loopEach(({ sensor, timestamp, value }) => {
  // Of the alarm that is open; NaN for the peak while there is none.
  const peaks = new Float64Array(sensors.length).fill(Number.NaN);
  const peakTimes = new Float64Array(sensors.length);
  const starts = new Float64Array(sensors.length);
  const ends = new Float64Array(sensors.length);
  const counts = new Int32Array(sensors.length);
  return (start, end, results, isLast) => {
    let ended = 0;
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      if (Number.isNaN(peaks[key])) {
        if (value[i] <= alarmAbove) continue;
        starts[key] = timestamp[i];
        counts[key] = 0;
        peaks[key] = Number.NEGATIVE_INFINITY;
      } else if (value[i] < alarmClear) {
        results[ended] = peaks[key];
        peaks[key] = Number.NaN;
        ended += 1;
        continue;
      }
      counts[key] += 1;
      ends[key] = timestamp[i];
      if (value[i] > peaks[key]) {
        peaks[key] = value[i];
        peakTimes[key] = timestamp[i];
      }
    }
    if (!isLast) return ended;
    for (const peak of peaks) if (!Number.isNaN(peak)) results[ended++] = peak;
    return ended;
  };
});
