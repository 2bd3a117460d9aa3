import { effectConversion } from '../effect-conversion.ts';
import { largeBatchSize } from '../reading.ts';

export default effectConversion(
  'Effect Stream, in chunks of 4,096',
  largeBatchSize,
  'As large as the batches of ours in the first row.',
);
