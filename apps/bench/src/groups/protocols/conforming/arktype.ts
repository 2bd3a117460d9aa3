import { conforming } from '../checker.ts';
import { arktypeParse } from '../checkers/arktype.ts';

export default conforming(arktypeParse);
