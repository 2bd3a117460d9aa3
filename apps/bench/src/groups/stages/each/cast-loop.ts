import { loopEach } from '../loop-each.ts';

const most = 2 ** 128 - 2 ** 103;

export default loopEach(({ value }) => (start, end, results) => {
  for (let i = start; i < end; i += 1) {
    if (!(Math.abs(value[i]) <= most)) throw new RangeError('no float32');
    results[i - start] = Math.fround(value[i]);
  }
  return end - start;
});
