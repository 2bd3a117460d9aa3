import { loopEach } from '../loop-each.ts';
import { range } from '../reading.ts';

const { low, high } = range;

export default loopEach(({ value }) => (start, end, results) => {
  for (let i = start; i < end; i += 1) results[i - start] = (value[i] - low) / (high - low);
  return end - start;
});
