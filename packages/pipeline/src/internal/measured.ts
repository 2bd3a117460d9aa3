import type { AnyMethod } from '../timed.ts';
import type { Clock } from '../types.ts';

/** Told how long something took, and on which object. */
type Recorder = (owner: unknown, milliseconds: number) => void;

type Measure = <Result>(call: () => Result) => Result;

/** A method of the same kind, name and number of parameters that records how long the given one takes. */
export function measured<M extends AnyMethod>(method: M, clock: Clock, record: Recorder): M {
  const measureOn = (owner: unknown): Measure => {
    return (call) => measure(call, clock, (milliseconds) => record(owner, milliseconds));
  };
  const wrapped = wrap(method, measureOn);
  for (const property of ['name', 'length'] as const) {
    Object.defineProperty(wrapped, property, { value: method[property], configurable: true });
  }
  return wrapped as M;
}

/** Each kind of function is wrapped in its own kind: a protocol may ask for it. */
function wrap(method: AnyMethod, measureOn: (owner: unknown) => Measure): AnyMethod {
  switch (Object.prototype.toString.call(method)) {
    case '[object AsyncFunction]':
      return async function (...values) {
        return measureOn(this)(() => method.apply(this, values));
      };
    case '[object GeneratorFunction]':
      return function* (...values) {
        return yield* stepByStep<Generator>(method.apply(this, values), measureOn(this));
      };
    case '[object AsyncGeneratorFunction]':
      return async function* (...values) {
        return yield* stepByStep<AsyncGenerator>(method.apply(this, values), measureOn(this));
      };
    default:
      return function (...values) {
        return measureOn(this)(() => method.apply(this, values));
      };
  }
}

/** A generator whose every step is measured. */
function stepByStep<G extends Generator | AsyncGenerator>(generator: G, measure: Measure): G {
  const steps = {
    next: (value?: unknown) => measure(() => generator.next(value)),
    return: (value: unknown) => measure(() => generator.return(value)),
    throw: (reason: unknown) => measure(() => generator.throw(reason)),
    [Symbol.iterator]: () => steps,
    [Symbol.asyncIterator]: () => steps,
  };
  return steps as unknown as G;
}

function measure<Result>(call: () => Result, clock: Clock, took: (milliseconds: number) => void): Result {
  const started = clock.now();
  const end = () => took(clock.now() - started);
  let result: Result;
  try {
    result = call();
  } catch (failure) {
    end();
    throw failure;
  }
  // Only a real promise: asking another thenable for its value may be what starts its work.
  if (result instanceof Promise) return result.finally(end) as Result;
  end();
  return result;
}
