import { findAttribute, ownerState } from '../internal/find-attributes.ts';
import { formatText } from '../internal/format.ts';
import { kindOf } from '../internal/kind.ts';
import { attention, type Subscription, tell } from '../internal/notify.ts';
import type { Change, ChangeListener, ChangeRecorder } from '../types.ts';
import { changesOf } from './changes-of.ts';

export interface SubscribeOptions {
  /** Only changes of this attribute. */
  readonly attribute?: PropertyKey;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
  /**
   * Begins with the changes that are in the log already: so a trail has initial values too.
   * @defaultValue false
   */
  readonly past?: boolean;
  /**
   * Told of errors of the listener. They reach neither the writer nor other listeners.
   * @defaultValue prints the error with `console.error`
   */
  readonly onError?: (error: unknown, change: Change) => void;
}

/**
 * Tells `listener` of every change of a class's instances, or of one instance, after it took effect or was refused.
 *
 * Each change reaches all listeners, and once each, before the next one, also one that a listener makes, reaches any;
 * listeners that change attributes in turn may do so 32 notifications deep, beyond that their writes are refused.
 *
 * @returns a function that ends the subscription, as the signal does.
 */
export function subscribe(
  target: object,
  listener: ChangeListener | ChangeRecorder,
  { attribute, signal, past, onError = printError }: SubscribeOptions = {},
): () => void {
  if (signal?.aborted) return () => {};
  if (attribute !== undefined && !String(attribute).startsWith('#')) findAttribute(target, attribute);
  const subject = typeof target === 'function' ? kindOf(target) : ownerState(target);
  if (past) tellPast(listener, changesOf(target, attribute));
  const subscription: Subscription = { listener, attribute, onError };
  subject.subscriptions = [...subject.subscriptions, subscription];
  attention.count += 1;
  signal?.addEventListener('abort', end, { once: true });
  return end;

  function end(): void {
    if (!subject.subscriptions.includes(subscription)) return;
    subject.subscriptions = subject.subscriptions.filter((other) => other !== subscription);
    attention.count -= 1;
    signal?.removeEventListener('abort', end);
  }
}

function tellPast(listener: ChangeListener | ChangeRecorder, changes: Iterable<Change>): void {
  if ('admit' in listener) listener.admit?.([...changes]);
  else for (const change of changes) tell(listener, change);
}

function printError(error: unknown, { ownerId, attribute }: Change): void {
  console.error(`A listener failed on a change of ${formatText(`${ownerId}.${attribute}`)}:`, error);
}
