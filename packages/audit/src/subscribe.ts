import { kindOf, kindOfOwner } from './internal/kind.ts';
import { observed } from './internal/notify.ts';
import { Owner } from './internal/owner.ts';
import { attachState, stateOf } from './internal/state.ts';
import type { Subscription } from './internal/subscription.ts';
import type { Change, ChangeListener } from './types.ts';

export interface SubscribeOptions {
  /** Only changes of this attribute. */
  readonly attribute?: string;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
  /**
   * Told of errors of the listener. They reach neither the writer nor other listeners.
   * @defaultValue prints the error with `console.error`
   */
  readonly onError?: (error: unknown, change: Change) => void;
}

/**
 * Tells `listener` of every change of a class's instances, or of one instance, after it took effect or was refused.
 *
 * Listeners are told in the order of subscription and one change at a time, also of changes that a listener makes.
 *
 * @returns a function that ends the subscription; so does the signal.
 */
export function subscribe(
  target: object,
  listener: ChangeListener<never>,
  { attribute, signal, onError = printError }: SubscribeOptions = {},
): () => void {
  if (signal?.aborted) return () => {};
  const subject = subjectOf(target);
  const subscription: Subscription = { attribute, tell: listener as ChangeListener, onError };
  subject.subscriptions = [...subject.subscriptions, subscription];
  observed.count += 1;
  const end = () => {
    if (!subject.subscriptions.includes(subscription)) return;
    subject.subscriptions = subject.subscriptions.filter((other) => other !== subscription);
    observed.count -= 1;
    signal?.removeEventListener('abort', end);
  };
  signal?.addEventListener('abort', end, { once: true });
  return end;
}

function subjectOf(target: object): { subscriptions: readonly Subscription[] } {
  if (typeof target === 'function') return kindOf(target);
  return stateOf(target) ?? attachState(target, new Owner(target, kindOfOwner(target)));
}

function printError(error: unknown, change: Change): void {
  console.error(`A listener failed on a change of ${change.ownerId}.${change.attribute}:`, error);
}
