import { loopEach } from '../loop-each.ts';
import { alarmAbove, alarmClear, sensors } from '../reading.ts';

export default loopEach(({ sensor, timestamp, value }) => {
  const peaks = new Float64Array(sensors.length).fill(Number.NaN);
  const starts = new Float64Array(sensors.length);
  const counts = new Int32Array(sensors.length);
  return (start, end, results, isLast) => {
    let ended = 0;
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      if (Number.isNaN(peaks[key])) {
        if (value[i] <= alarmAbove) continue;
        peaks[key] = value[i];
        starts[key] = timestamp[i];
        counts[key] = 1;
      } else if (value[i] < alarmClear) {
        results[ended] = peaks[key];
        peaks[key] = Number.NaN;
        ended += 1;
      } else {
        counts[key] += 1;
        if (value[i] > peaks[key]) peaks[key] = value[i];
      }
    }
    if (!isLast) return ended;
    for (const peak of peaks) if (!Number.isNaN(peak)) results[ended++] = peak;
    return ended;
  };
});
