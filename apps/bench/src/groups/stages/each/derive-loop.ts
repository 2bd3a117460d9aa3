import { loopEach } from '../loop-each.ts';
import { fahrenheit } from '../reading.ts';

export default loopEach(({ value }) => (start, end, results) => {
  for (let i = start; i < end; i += 1) results[i - start] = fahrenheit(value[i]);
  return end - start;
});
