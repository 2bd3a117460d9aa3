import { loopEach } from '../loop-each.ts';
import { offsetOf, sensors } from '../reading.ts';

export default loopEach(({ sensor }) => {
  const offsets = Float64Array.from(sensors, (_, key) => offsetOf(key));
  return (start, end, results) => {
    for (let i = start; i < end; i += 1) results[i - start] = offsets[sensor[i]];
    return end - start;
  };
});
