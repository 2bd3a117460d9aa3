import { conforming } from '../checker.ts';
import { oursIs } from '../checkers/ours.ts';

export default conforming(oursIs);
