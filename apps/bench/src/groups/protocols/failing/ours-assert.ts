import { failing } from '../checker.ts';
import { oursAssert } from '../checkers/ours.ts';

export default failing(oursAssert);
