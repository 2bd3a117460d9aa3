import { chunkedGenerators } from '../chunked-generators.ts';
import { batchSize } from '../reading.ts';

export default chunkedGenerators('async generators over arrays of 2,048', batchSize);
