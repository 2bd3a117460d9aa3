import { conforming } from '../checker.ts';
import { zodInstanceof } from '../checkers/zod.ts';

export default conforming(zodInstanceof);
