import { valuesLoop } from '../values-loop.ts';

export default valuesLoop('Another name is a matter of the program’s text: what remains is adding up.');
