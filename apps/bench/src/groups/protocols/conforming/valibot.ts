import { conforming } from '../checker.ts';
import { valibotIs } from '../checkers/valibot.ts';

export default conforming(valibotIs);
