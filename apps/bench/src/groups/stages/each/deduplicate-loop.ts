import { loopEach } from '../loop-each.ts';
import { rememberMs, sensors } from '../reading.ts';
import { columnsWithRepeats } from '../repeats.ts';

/** More readings than are remembered at once. */
const room = 2 ** 16;

export default loopEach(({ sensor, timestamp, value }) => {
  const remembered = new Set<number>();
  // What is remembered, in the order in which it is to be forgotten.
  const keys = new Float64Array(room);
  const times = new Float64Array(room);
  let oldest = 0;
  let newest = 0;
  let clock = Number.NEGATIVE_INFINITY;
  return (start, end, results) => {
    let kept = 0;
    for (let i = start; i < end; i += 1) {
      if (timestamp[i] > clock) clock = timestamp[i];
      while (oldest < newest && clock - times[oldest % room] >= rememberMs) {
        remembered.delete(keys[oldest % room]);
        oldest += 1;
      }
      const key = timestamp[i] * sensors.length + sensor[i];
      if (remembered.has(key)) continue;
      remembered.add(key);
      keys[newest % room] = key;
      times[newest % room] = clock;
      newest += 1;
      results[kept] = value[i];
      kept += 1;
    }
    return kept;
  };
}, columnsWithRepeats);
