import { failing } from '../checker.ts';
import { zodLooseObject } from '../checkers/zod.ts';

export default failing(zodLooseObject);
