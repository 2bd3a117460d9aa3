import { conforming } from '../checker.ts';
import { arktypeAllows } from '../checkers/arktype.ts';

export default conforming(arktypeAllows);
