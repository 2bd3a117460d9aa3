/** Where a {@link BatchReader} gets its items from, one at a time. */
export interface Feed<Item> {
  next(): Promise<IteratorResult<Item, unknown>>;
  /**
   * Lets go of the input before its end.
   *
   * @param isReading - Whether an item has been asked for that has not come yet.
   */
  close(isReading: boolean): Promise<unknown> | undefined;
}

/**
 * The items of an iterable.
 *
 * @param hears - Whether the iterable was told of the abort signal, and so can be waited for. One that was not may wait
 *   for its next item for ever, and its `return` behind that: it is called, and left alone.
 */
export function feedOfIterable<Item>(iterable: AsyncIterable<Item>, hears: boolean): Feed<Item> {
  const iterator = iterable[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    close: (isReading) => {
      const closing = iterator.return?.();
      if (hears || !isReading) return closing;
      closing?.catch(() => {});
      return undefined;
    },
  };
}

/** The part of a Node `Readable` that is needed to read it. */
export interface NodeReadable<Item> extends AsyncIterable<Item> {
  /** Lets go of the input, and ends a read that is pending. */
  destroy(error?: Error): unknown;
}

/** The chunks of a stream. Ending early cancels it, which also ends a read that is pending. */
export function feedOfStream<Item>(stream: ReadableStream<Item> | NodeReadable<Item>): Feed<Item> {
  if (!('getReader' in stream)) return feedOfNodeStream(stream);
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Item, unknown>>,
    close: () => reader.cancel(),
  };
}

function feedOfNodeStream<Item>(stream: NodeReadable<Item>): Feed<Item> {
  const feed = feedOfIterable(stream, true);
  return {
    next: feed.next,
    close: (isReading) => {
      stream.destroy();
      return feed.close(isReading);
    },
  };
}
