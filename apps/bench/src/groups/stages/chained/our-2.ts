import { ourChain } from '../our-chain.ts';

export default ourChain(2);
