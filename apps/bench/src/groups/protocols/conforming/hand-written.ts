import { conforming } from '../checker.ts';
import { handWritten } from '../checkers/hand-written.ts';

export default conforming(handWritten);
