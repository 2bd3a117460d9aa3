import { effectRolling } from '../effect-rolling.ts';
import { batchSize } from '../reading.ts';

export default effectRolling('Effect Stream, in chunks of 2,048', batchSize);
