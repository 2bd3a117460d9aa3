import { effectConversion } from '../effect-conversion.ts';
import { batchSize } from '../reading.ts';

export default effectConversion('Effect Stream, in chunks of 2,048', batchSize);
