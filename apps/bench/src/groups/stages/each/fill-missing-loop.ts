import { columnsWithGaps } from '../gaps.ts';
import { loopEach } from '../loop-each.ts';
import { sensors } from '../reading.ts';

export default loopEach(({ sensor, value, isThere }) => {
  const previous = new Float64Array(sensors.length).fill(Number.NaN);
  return (start, end, results) => {
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      if ((isThere[i >> 3] >> (i & 7)) & 1) previous[key] = value[i];
      results[i - start] = previous[key];
    }
    return end - start;
  };
}, columnsWithGaps);
