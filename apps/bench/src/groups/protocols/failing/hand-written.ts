import { failing } from '../checker.ts';
import { handWritten } from '../checkers/hand-written.ts';

export default failing(handWritten);
