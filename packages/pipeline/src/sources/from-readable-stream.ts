import type { Fields, RecordType } from '@pipe/records';
import type { Source } from '../types.ts';
import type { RecordItem } from './batcher.ts';
import { feedOfStream, type NodeReadable } from './feed.ts';
import { type FeedOptions, feedSource, type OpenInput } from './feed-source.ts';

/** How the records of a stream are put into batches. */
export type FromReadableStreamOptions = FeedOptions;

/** A stream of the Web, or of Node in object mode. */
export type ReadableOf<Item> = ReadableStream<Item> | NodeReadable<Item>;

/**
 * A source of the records, or of the whole batches (which are handed over), that come out of a Web `ReadableStream` or of
 * a Node `Readable` in object mode.
 *
 * Batches, errors and dead letters are as with {@link fromAsyncIterable}. When the run ends early, the stream is cancelled
 * (a Node stream destroyed), which ends a pending read as well.
 *
 * @param stream - The stream, for one run, or a function that opens it anew for each.
 */
export function fromReadableStream<F extends Fields>(
  recordType: RecordType<F>,
  stream: ReadableOf<RecordItem<F>> | ((input: OpenInput) => ReadableOf<RecordItem<F>>),
  options: FromReadableStreamOptions = {},
): Source<F> {
  const input =
    typeof stream === 'function'
      ? { anew: (opening: OpenInput) => feedOfStream(stream(opening)) }
      : { once: () => feedOfStream(stream) };
  return feedSource('fromReadableStream', recordType, input, options);
}
