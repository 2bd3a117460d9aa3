import { failing } from '../checker.ts';
import { zodInstanceof } from '../checkers/zod.ts';

export default failing(zodInstanceof);
