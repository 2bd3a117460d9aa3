import { failing } from '../checker.ts';
import { valibotIs } from '../checkers/valibot.ts';

export default failing(valibotIs);
