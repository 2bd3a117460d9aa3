import { valuesLoop } from '../values-loop.ts';

export default valuesLoop('A column that nobody asks for is left where it is: what remains is adding up.');
