import { chunkedGenerators } from '../chunked-generators.ts';
import { largeBatchSize } from '../reading.ts';

export default chunkedGenerators(
  'async generators over arrays of 4,096',
  largeBatchSize,
  'As large as the batches of ours in the first row.',
);
