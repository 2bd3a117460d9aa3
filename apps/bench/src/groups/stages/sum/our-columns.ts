import { ourConversion } from '../our-conversion.ts';
import { largeBatchSize } from '../reading.ts';

export default ourConversion(
  'ours, from batches of 4,096',
  'Two standard stages, the second by columns, in the whole engine: checked at start, with ledger, metrics and audited settings. Peers that work in chunks have some as large.',
  largeBatchSize,
);
