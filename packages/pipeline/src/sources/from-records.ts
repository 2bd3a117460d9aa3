import type { Fields, RecordInput, RecordType } from '@pipe/records';
import type { Source } from '../types.ts';
import { checkBatchSize } from './batcher.ts';
import { type FromIterableOptions, iterableSource } from './from-iterable.ts';

/** How records in memory are read. */
export type FromRecordsOptions = FromIterableOptions;

/**
 * A source of records that are in memory already. Its position is the number of records given out.
 *
 * The iterable is read anew for each run; every record is checked as it is put into a batch, and one that does not fit
 * the record type becomes a dead letter.
 */
export function fromRecords<F extends Fields>(
  recordType: RecordType<F>,
  records: Iterable<RecordInput<F>>,
  options: FromRecordsOptions = {},
): Source<F> {
  checkBatchSize('fromRecords', options.batchSize ?? 1);
  return iterableSource(recordType, records, options);
}
