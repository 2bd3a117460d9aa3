import { conforming } from '../checker.ts';
import { oursAssert } from '../checkers/ours.ts';

export default conforming(oursAssert);
