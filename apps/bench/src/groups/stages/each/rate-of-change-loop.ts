import { loopEach } from '../loop-each.ts';
import { sensors } from '../reading.ts';

export default loopEach(({ sensor, timestamp, value }) => {
  const times = new Float64Array(sensors.length).fill(Number.NEGATIVE_INFINITY);
  const values = new Float64Array(sensors.length);
  return (start, end, results) => {
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      const elapsed = timestamp[i] - times[key];
      results[i - start] = Number.NaN;
      if (elapsed <= 0) continue;
      if (elapsed < Number.POSITIVE_INFINITY)
        results[i - start] = ((value[i] - values[key]) / elapsed) * 1_000;
      times[key] = timestamp[i];
      values[key] = value[i];
    }
    return end - start;
  };
});
