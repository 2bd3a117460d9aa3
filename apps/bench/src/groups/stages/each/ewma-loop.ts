import { loopEach } from '../loop-each.ts';
import { alpha, sensors } from '../reading.ts';

export default loopEach(({ sensor, value }) => {
  const averages = new Float64Array(sensors.length).fill(Number.NaN);
  return (start, end, results) => {
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      const average = averages[key];
      averages[key] = Number.isNaN(average) ? value[i] : average + alpha * (value[i] - average);
      results[i - start] = averages[key];
    }
    return end - start;
  };
});
