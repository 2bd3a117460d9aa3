import { loopEach } from '../loop-each.ts';
import { sensors, window } from '../reading.ts';

export default loopEach(({ sensor, value }) => {
  const rings = new Float64Array(sensors.length * window);
  const filled = new Int32Array(sensors.length);
  const next = new Int32Array(sensors.length);
  const sums = new Float64Array(sensors.length);
  return (start, end, results) => {
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      const place = key * window + next[key];
      sums[key] += value[i] - rings[place];
      rings[place] = value[i];
      next[key] = (next[key] + 1) % window;
      if (filled[key] < window) filled[key] += 1;
      results[i - start] = filled[key] < window ? Number.NaN : sums[key] / window;
    }
    return end - start;
  };
});
