import { ourRolling } from '../our-rolling.ts';
import { largeBatchSize } from '../reading.ts';

export default ourRolling(
  'ours, from batches of 4,096',
  'The whole engine: checked at start, with ledger, metrics and audited settings. Peers that work in chunks have some as large.',
  largeBatchSize,
);
