import type { Law } from './conforms.ts';
import { disposalOf } from './disposal-of.ts';
import { requireWithin, settledWithin, WAITING } from './time-limit.ts';

/** How long a law waits. */
export interface LawOptions {
  /**
   * After how many milliseconds a wait counts as one without end.
   *
   * @defaultValue 1000
   */
  readonly within?: number;
}

/** How long a law waits for a read, and for its end. */
export interface AbortOptions extends LawOptions {
  /**
   * After how many milliseconds a read counts as waiting.
   *
   * @defaultValue 50
   */
  readonly quiet?: number;
}

/** What gives items, at once or over time. */
export type Items = Iterable<unknown> | AsyncIterable<unknown>;

type Next = () => IteratorResult<unknown> | PromiseLike<IteratorResult<unknown>>;

/** More items than these are not read to find the end. */
const MOST_ITEMS = 1000;

/**
 * The law that a loop which breaks off closes what it reads from: after `return()` there are no more items, and a second
 * `return()` is harmless.
 *
 * @param open - Begins a reading of at least one item.
 */
export function closesOnEarlyExit<Type>(
  open: (value: Type) => Items,
  { within = 1000 }: LawOptions = {},
): Law<Type> {
  return {
    name: 'closes on early exit',
    async test(value) {
      const iterator = iteratorOf(open(value));
      const first = await requireWithin(within, 'the first item', iterator.next());
      if (first.done) throw new Error('There is no item to break off after: make() a value that has one.');
      if (iterator.return === undefined)
        throw new Error('The iterator has no return(): a loop that breaks off leaves it open.');
      await requireWithin(within, 'return()', iterator.return());
      const next = await requireWithin(within, 'next() after return()', iterator.next());
      if (!next.done) throw new Error('The iterator gives items after return().');
      await requireWithin(within, 'a second return()', iterator.return());
    },
  };
}

/**
 * The law that an abort ends a pending read: it settles, either way, and the reading does not go on.
 *
 * @param read - Begins a reading under a signal: of items, or of one result. It has to last until it is aborted.
 */
export function endsOnAbort<Type>(
  read: (value: Type, signal: AbortSignal) => AsyncIterable<unknown> | PromiseLike<unknown>,
  { within = 1000, quiet = 50 }: AbortOptions = {},
): Law<Type> {
  return {
    name: 'an abort ends a pending read',
    async test(value) {
      const controller = new AbortController();
      const next = nextOf(read(value, controller.signal));
      let { pending } = await readUntilPending(next, quiet);
      controller.abort();
      for (let items = 0; items < MOST_ITEMS; items += 1) {
        if (await requireWithin(within, 'a read that was aborted', isEnd(pending))) return;
        pending = next();
      }
      throw new Error('The reading goes on after the abort.');
    },
  };
}

/** The law that disposing of something twice is harmless. */
export function disposesTwice<Type>({ within = 1000 }: LawOptions = {}): Law<Type> {
  return {
    name: 'disposing twice is harmless',
    async test(value) {
      const dispose = disposalOf(value, within);
      if (dispose === undefined)
        throw new Error('There is neither [Symbol.asyncDispose] nor [Symbol.dispose].');
      await dispose();
      await dispose();
    },
  };
}

/** Reads up to an item that is not there at once. */
async function readUntilPending(next: Next, quiet: number): Promise<{ pending: ReturnType<Next> }> {
  for (let items = 1; ; items += 1) {
    const pending = next();
    const item = await settledWithin(quiet, pending);
    if (item === WAITING || items === MOST_ITEMS) return { pending };
    if (item.done) throw new Error('The reading ended before it could be aborted: make() one that lasts.');
  }
}

/** Whether a reading is over; one that failed is. */
async function isEnd(pending: ReturnType<Next>): Promise<boolean> {
  try {
    return (await pending).done === true;
  } catch {
    return true;
  }
}

function nextOf(reading: AsyncIterable<unknown> | PromiseLike<unknown>): Next {
  if ('then' in reading) return () => reading.then((value) => ({ done: true, value }));
  const iterator = reading[Symbol.asyncIterator]();
  return () => iterator.next();
}

function iteratorOf(items: Items): Iterator<unknown> | AsyncIterator<unknown> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}
