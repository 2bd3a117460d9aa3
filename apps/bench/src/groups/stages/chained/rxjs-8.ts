import { rxjsChain } from '../rxjs-chain.ts';

export default rxjsChain(8);
