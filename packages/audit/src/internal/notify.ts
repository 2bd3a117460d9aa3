import type { Change, ChangeListener, ChangeRecorder } from '../types.ts';
import type { Attribute } from './attribute.ts';
import { ChangeEntry } from './change.ts';
import type { Entry } from './entry.ts';
import { isThenable } from './rules.ts';
import type { State } from './state.ts';

/** A listener and what it asked to hear. */
export interface Subscription {
  readonly listener: ChangeListener | ChangeRecorder;
  readonly attribute: PropertyKey | undefined;
  readonly onError: (error: unknown, change: Change) => void;
}

interface Delivery {
  readonly change: Change;
  readonly subscriptions: readonly Subscription[];
  readonly depth: number;
}

const DEEPEST_NOTIFICATION = 32;

/** Subscriptions, invariants and open transactions anywhere. While there are none, a write asks no further. */
export const attention = { count: 0 };

const queue: Delivery[] = [];
/** Notifications are on their way, or wait for a transaction to end. */
let busy = 0;
let depth = 0;

/** Whether anyone listens to this owner, something must hold of it, or a transaction takes note. */
export function isObserved(state: State): boolean {
  return attention.count > 0 && isConcerned(state);
}

function isConcerned(state: State): boolean {
  if (state.frame !== undefined || state.subscriptions.length > 0) return true;
  for (const { subscriptions, judge } of state.owner.kind.lineage) {
    if (subscriptions.length > 0 || judge !== undefined) return true;
  }
  return false;
}

/** Whether listeners that change attributes in turn have done so too many notifications deep. */
export function isTooDeep(): boolean {
  return depth >= DEEPEST_NOTIFICATION;
}

/** The subscriptions that a change of the attribute concerns; one for each listener. */
export function subscriptionsOf({ key }: Attribute, state: State): Iterable<Subscription> {
  const found = new Map<unknown, Subscription>();
  for (const { subscriptions } of [state, ...state.owner.kind.lineage]) {
    for (const subscription of subscriptions) {
      const { attribute = key, listener } = subscription;
      if (attribute === key && !found.has(listener)) found.set(listener, subscription);
    }
  }
  return found.values();
}

/** Has everyone concerned told, once {@link whileBusy} ends. */
export function notify(attribute: Attribute, state: State, entry: Entry): void {
  if (!isObserved(state) || isTooDeep()) return;
  const subscriptions = [...subscriptionsOf(attribute, state)];
  queue.push({ change: new ChangeEntry(attribute, entry), subscriptions, depth: depth + 1 });
}

/**
 * Holds all notifications back until `body` has ended, then sends them in order: each change reaches all its listeners
 * before the next one, also one that a listener makes, reaches any.
 */
export function whileBusy<Result>(body: () => Result): Result {
  busy += 1;
  try {
    return body();
  } finally {
    if (busy === 1) deliver();
    busy -= 1;
  }
}

function deliver(): void {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    depth = next.depth;
    for (const subscription of next.subscriptions) deliverTo(subscription, next.change);
  }
  depth = 0;
}

function deliverTo({ listener, onError }: Subscription, change: Change): void {
  const report = (error: unknown) => guarded(() => onError(error, change), console.error);
  guarded(() => {
    const answer = tell(listener, change);
    if (isThenable(answer)) answer.then(undefined, report);
  }, report);
}

export function tell(listener: ChangeListener | ChangeRecorder, change: Change): unknown {
  return typeof listener === 'function' ? listener(change) : listener.record(change);
}

function guarded(body: () => void, onError: (error: unknown) => void): void {
  try {
    body();
  } catch (error) {
    onError(error);
  }
}
