import { effectConversion } from '../effect-conversion.ts';

export default effectConversion('Effect Stream, per item', 1);
