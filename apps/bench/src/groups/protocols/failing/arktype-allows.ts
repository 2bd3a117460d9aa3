import { failing } from '../checker.ts';
import { arktypeAllows } from '../checkers/arktype.ts';

export default failing(arktypeAllows);
