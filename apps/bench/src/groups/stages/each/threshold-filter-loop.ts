import { loopEach } from '../loop-each.ts';
import { above } from '../reading.ts';

export default loopEach(({ value }) => (start, end, results) => {
  let kept = 0;
  for (let i = start; i < end; i += 1) {
    if (value[i] <= above) continue;
    results[kept] = value[i];
    kept += 1;
  }
  return kept;
});
