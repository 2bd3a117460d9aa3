import { crossesAwaits, current, enter } from '#context';
import { AuditError } from '../errors.ts';
import { isThenable } from '../internal/rules.ts';
import { asyncBody, refuseAsync } from '../internal/synchronous.ts';
import type { AuditContextFields } from '../types.ts';

/** Who changes what is changed within it, why, and within what. */
export class AuditContext implements AuditContextFields {
  declare readonly actor?: string;
  declare readonly reason?: string;
  declare readonly correlationId?: string;

  /** @internal */
  constructor({ actor, reason, correlationId }: AuditContextFields) {
    for (const [field, text] of Object.entries({ actor, reason, correlationId })) {
      if (typeof text === 'string') Object.assign(this, { [field]: text });
      else if (text !== undefined) throw notText(field);
    }
    Object.freeze(this);
  }

  /** Runs `body` within this context, wherever the caller is. */
  run<Result>(body: () => Result): Result {
    return runWithin(this, body);
  }
}

/**
 * Runs `body`; the changes made within it carry these fields. A context within another inherits what it does not set.
 *
 * On Node, Deno and Bun the context lasts across awaits. Elsewhere it ends when `body` returns, so an asynchronous body
 * is refused: use the `context.run` of the argument around each group of assignments.
 */
export function withAuditContext<Result>(
  fields: AuditContextFields,
  body: (context: AuditContext) => Result,
): Result {
  const context = new AuditContext({ ...currentAuditContext(), ...fields });
  if (!crossesAwaits) refuseAsync(body, 'Without AsyncLocalStorage, an audit context');
  return runWithin(context, () => body(context));
}

/** The context of the running code; undefined outside of any. */
export function currentAuditContext(): AuditContext | undefined {
  return current() as AuditContext | undefined;
}

/**
 * The function, generator or (async) iterable, bound to the context of this call.
 *
 * Otherwise the body of a generator runs in the context of whoever pulls from it, a listener in that of the emitter.
 */
export function bindAuditContext<Target extends object>(target: Target): Target {
  const context = currentAuditContext();
  const within: Within = (body) => runWithin(context, body);
  if (typeof target === 'function') {
    const call = target as unknown as Step;
    return ((...args: unknown[]) => within(() => call(...args))) as object as Target;
  }
  if ('next' in target) return boundIterator(target as Iterating, within) as object as Target;
  const bound: Record<symbol, () => Iterating> = {};
  for (const key of [Symbol.iterator, Symbol.asyncIterator]) {
    const iterate = (target as typeof bound)[key];
    if (iterate !== undefined) bound[key] = () => boundIterator(within(iterate.bind(target)), within);
  }
  return bound as object as Target;
}

type Within = <Result>(body: () => Result) => Result;
type Step = (...args: unknown[]) => unknown;
type Iterating = Record<PropertyKey, Step>;

function boundIterator(iterator: Iterating, within: Within): Iterating {
  const bound: Iterating = { [Symbol.iterator]: () => bound, [Symbol.asyncIterator]: () => bound };
  for (const name of ['next', 'return', 'throw']) {
    if (name in iterator) bound[name] = (...args) => within(() => iterator[name](...args));
  }
  return bound;
}

function runWithin<Result>(context: AuditContext | undefined, body: () => Result): Result {
  const result = enter(context, body);
  if (crossesAwaits || !isThenable(result)) return result;
  throw asyncBody(
    'This audit context ended when its body returned a promise; use context.run for later changes.',
  );
}

function notText(field: string): AuditError {
  return new AuditError('invalid-options', `The ${field} of an audit context has to be text.`);
}
