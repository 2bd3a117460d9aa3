import { effectRolling } from '../effect-rolling.ts';

export default effectRolling('Effect Stream, per item', 1);
