import { loopEach } from '../loop-each.ts';
import { every, sensors } from '../reading.ts';

export default loopEach(({ sensor, value }) => {
  const toSkip = new Int32Array(sensors.length);
  return (start, end, results) => {
    let kept = 0;
    for (let i = start; i < end; i += 1) {
      const key = sensor[i];
      if (toSkip[key] > 0) {
        toSkip[key] -= 1;
        continue;
      }
      toSkip[key] = every - 1;
      results[kept] = value[i];
      kept += 1;
    }
    return kept;
  };
});
