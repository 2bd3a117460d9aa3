import type { Fields, RecordType } from '@pipe/records';
import type { Source } from '../types.ts';
import type { RecordItem } from './batcher.ts';
import { feedOfIterable } from './feed.ts';
import { type FeedOptions, feedSource, type OpenInput } from './feed-source.ts';

/** How records that come one by one are put into batches. */
export type FromAsyncIterableOptions = FeedOptions;

/**
 * A source of records, or of whole batches (which are handed over), that come at their own time.
 *
 * A batch is sent on when it is full, or when its first record has waited for the linger time. While the pipeline is busy,
 * nothing is read but the one item that was asked for already. What the iterable throws ends the run, after the records
 * before it. A record that does not fit the record type becomes a dead letter.
 *
 * When the run ends early, a pending read is given up at once. An iterable that was opened by a function got the run's
 * signal, and is waited for until it has closed; one that was not cannot know, and is left behind.
 *
 * @param items - The iterable, for one run, or a function that opens it anew for each.
 */
export function fromAsyncIterable<F extends Fields>(
  recordType: RecordType<F>,
  items: AsyncIterable<RecordItem<F>> | ((input: OpenInput) => AsyncIterable<RecordItem<F>>),
  options: FromAsyncIterableOptions = {},
): Source<F> {
  const input =
    typeof items === 'function'
      ? { anew: (opening: OpenInput) => feedOfIterable(items(opening), true) }
      : { once: () => feedOfIterable(items, false) };
  return feedSource('fromAsyncIterable', recordType, input, options);
}
