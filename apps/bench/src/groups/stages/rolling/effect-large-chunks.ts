import { effectRolling } from '../effect-rolling.ts';
import { largeBatchSize } from '../reading.ts';

export default effectRolling(
  'Effect Stream, in chunks of 4,096',
  largeBatchSize,
  'As large as the batches of ours in the first row.',
);
