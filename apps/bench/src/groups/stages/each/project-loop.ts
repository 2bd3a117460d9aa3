import { loopEach } from '../loop-each.ts';

export default loopEach(({ value }) => (start, end, results) => {
  for (let i = start; i < end; i += 1) results[i - start] = value[i];
  return end - start;
});
