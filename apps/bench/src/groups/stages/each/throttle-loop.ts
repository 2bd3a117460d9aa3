import { loopEach } from '../loop-each.ts';
import { intervalMs, sensors } from '../reading.ts';

export default loopEach(({ sensor, timestamp, value }) => {
  const lastKept = new Float64Array(sensors.length).fill(Number.NEGATIVE_INFINITY);
  return (start, end, results) => {
    let kept = 0;
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      if (timestamp[i] - lastKept[key] < intervalMs) continue;
      lastKept[key] = timestamp[i];
      results[kept] = value[i];
      kept += 1;
    }
    return kept;
  };
});
