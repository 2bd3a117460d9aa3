import { work } from '../../../contestant.ts';
import { columns } from '../columns.ts';
import { above, range, type StagesInput, sensors, window } from '../reading.ts';

const { low, high } = range;

function run(sensor: Uint8Array, value: Float64Array) {
  const rings = new Float64Array(sensors.length * window);
  const filled = new Int32Array(sensors.length);
  const next = new Int32Array(sensors.length);
  const sums = new Float64Array(sensors.length);
  let count = 0;
  let sum = 0;
  for (let i = 0; i < value.length; i += 1) {
    if (value[i] <= above) continue;
    const normalized = (value[i] - low) / (high - low);
    const key = sensor[i];
    const place = key * window + next[key];
    sums[key] += normalized - rings[place];
    rings[place] = normalized;
    next[key] = (next[key] + 1) % window;
    if (filled[key] < window) filled[key] += 1;
    if (filled[key] < window) continue;
    count += 1;
    sum += sums[key] / window;
  }
  return { count, sum };
}

export default work({
  title: 'hand-fused loop over typed arrays',
  note: 'The ceiling: written for this one task, no stage can be taken out or changed while it runs, and nothing is kept.',
  prepare: (input: StagesInput) => {
    const { sensor, value } = columns(input);
    return () => run(sensor, value);
  },
});
