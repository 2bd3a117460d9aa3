import { ourRolling } from '../our-rolling.ts';
import { batchSize } from '../reading.ts';

export default ourRolling(
  'ours, from batches of 2,048',
  'The size that sources have by default: less waits at a time, and more of the time goes to handing it on. Peers that work in chunks have some of this size, too.',
  batchSize,
);
