import { Histogram, type Latency } from './engine/histogram.ts';
import { measured } from './internal/measured.ts';
import { peek } from './internal/peek.ts';
import type { Clock } from './types.ts';

export interface TimedOptions {
  /** @defaultValue `performance` */
  readonly clock?: Clock;
}

/** Any method: `unknown` parameters would refuse all of them. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type AnyMethod = (this: any, ...values: any[]) => any;

/** What `timed` is when it is called with options first. */
export type TimedDecorator = <M extends AnyMethod>(method: M, context: ClassMethodDecoratorContext) => M;

/** How long the calls of one decorated method took: all of them, and those on each object. */
interface Timings {
  readonly ofAll: Histogram;
  readonly of: WeakMap<object, Histogram>;
}

const timingsOf = new WeakMap<object, Timings>();

/**
 * A method decorator that measures how long calls take, failed ones included; {@link latencyOf} tells.
 *
 * Of an async method, or one that returns a promise, it is the time until the promise settles; of a generator, sync or
 * async, the time that each of its values takes, without what its reader does between them. The method keeps its kind, its
 * name and its number of parameters. Each object on which it is called costs 9 kB for as long as the object lives.
 */
export function timed<M extends AnyMethod>(method: M, context: ClassMethodDecoratorContext): M;
export function timed(options: TimedOptions): TimedDecorator;
export function timed<M extends AnyMethod>(
  given: M | TimedOptions,
  _context?: ClassMethodDecoratorContext,
): M | TimedDecorator {
  if (typeof given === 'function') return timedMethod(given, performance);
  const { clock = performance } = given;
  return <N extends AnyMethod>(method: N) => timedMethod(method, clock);
}

/**
 * How long a {@link timed} method took, in milliseconds: on one object, or on all objects of a class. Zeros before the
 * first call.
 *
 * @throws `RangeError` when there is no timed method of that name.
 */
export function latencyOf(target: object, method: PropertyKey): Latency {
  const own = timingsOf.get(methodOf(target, method));
  if (own) return (own.of.get(target) ?? new Histogram()).summary();
  const inherited = typeof target === 'function' && timingsOf.get(methodOf(target.prototype, method));
  if (inherited) return inherited.ofAll.summary();
  throw new RangeError(`There is no timed method '${String(method)}' here; decorate it with @timed.`);
}

function timedMethod<M extends AnyMethod>(method: M, clock: Clock): M {
  const timings: Timings = { ofAll: new Histogram(), of: new WeakMap() };
  const record = (owner: unknown, milliseconds: number): void => {
    timings.ofAll.record(milliseconds);
    // A method that was taken off its object has no owner.
    if (owner !== Object(owner)) return;
    const own = timings.of.get(owner as object) ?? new Histogram();
    own.record(milliseconds);
    timings.of.set(owner as object, own);
  };
  const wrapped = measured(method, clock, record);
  timingsOf.set(wrapped, timings);
  return wrapped;
}

function methodOf(holder: unknown, name: PropertyKey): object {
  const method = peek(holder, name);
  return typeof method === 'function' ? method : timingsOf;
}
