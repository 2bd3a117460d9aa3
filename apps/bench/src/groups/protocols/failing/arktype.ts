import { failing } from '../checker.ts';
import { arktypeParse } from '../checkers/arktype.ts';

export default failing(arktypeParse);
