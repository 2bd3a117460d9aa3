import { failing } from '../checker.ts';
import { oursIs } from '../checkers/ours.ts';

export default failing(oursIs);
