import { isNumber } from './guards.ts';
import { method } from './method.ts';
import { property } from './property.ts';
import { protocol } from './protocol.ts';

// Where the language does not have these symbols yet, compilers put the same stand-ins.
const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');
const asyncDispose: typeof Symbol.asyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');

/** What `for … of` takes: arrays, texts, maps, generators. */
export const Iterable = protocol<Iterable<unknown>>('Iterable', {
  [Symbol.iterator]: method({ arity: 0 }),
});

/** What `for await … of` looks for first: async generators, readable streams. */
export const AsyncIterable = protocol<AsyncIterable<unknown>>('AsyncIterable', {
  [Symbol.asyncIterator]: method({ arity: 0 }),
});

/** What gives one value after the other. */
export const Iterator = protocol<Iterator<unknown, unknown, unknown>>('Iterator', {
  next: method({ arity: 1 }),
  return: method({ arity: 1 }).optional(),
  throw: method({ arity: 1 }).optional(),
});

/** What promises one value after the other. */
export const AsyncIterator = protocol<AsyncIterator<unknown, unknown, unknown>>('AsyncIterator', {
  next: method({ arity: 1 }),
  return: method({ arity: 1 }).optional(),
  throw: method({ arity: 1 }).optional(),
});

/** What `using` takes. */
export const Disposable = protocol<Disposable>('Disposable', { [dispose]: method({ arity: 0 }) });

/** What `await using` looks for first. */
export const AsyncDisposable = protocol<AsyncDisposable>('AsyncDisposable', {
  [asyncDispose]: method({ arity: 0 }),
});

/** What knows its size, as a `Map` or a `Set` does. Arrays and texts have a `length`, and are not `Sized`. */
export const Sized = protocol<{ readonly size: number }>('Sized', { size: property(isNumber) });

/** What can be called. A class cannot: it wants `new`. */
export const Callable = protocol<(...values: never[]) => unknown>('Callable', {}, { call: method() });
