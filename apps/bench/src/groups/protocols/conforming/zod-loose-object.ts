import { conforming } from '../checker.ts';
import { zodLooseObject } from '../checkers/zod.ts';

export default conforming(zodLooseObject);
