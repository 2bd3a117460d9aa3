import type { Change } from '../types.ts';
import type { Attribute } from './attribute.ts';
import { ChangeEntry } from './change.ts';
import type { Kind } from './kind.ts';
import type { State } from './state.ts';
import type { Subscription } from './subscription.ts';

interface Delivery {
  readonly change: Change;
  readonly subscriptions: readonly Subscription[];
  readonly depth: number;
}

/** Subscriptions anywhere. While there are none, a write asks no further. */
export const observed = { count: 0 };

const queue: Delivery[] = [];
let delivering = false;
let depth = 0;

/** How many notifications the running code is nested in: 0 outside of listeners. */
export function notificationDepth(): number {
  return depth;
}

/** Tells everyone concerned of the entry at `position`, after those that were there before it. */
export function notify(attribute: Attribute, state: State, position: number): void {
  if (observed.count === 0) return;
  const subscriptions = subscriptionsOf(attribute, state);
  if (subscriptions.length === 0) return;
  queue.push({ change: new ChangeEntry(attribute, position), subscriptions, depth: depth + 1 });
  if (!delivering) deliver();
}

function subscriptionsOf(attribute: Attribute, state: State): Subscription[] {
  const found: Subscription[] = [];
  collect(state.subscriptions, attribute, found);
  for (let kind: Kind | undefined = state.owner.kind; kind !== undefined; kind = kind.parent) {
    collect(kind.subscriptions, attribute, found);
  }
  return found;
}

function collect(from: readonly Subscription[], attribute: Attribute, found: Subscription[]): void {
  for (const subscription of from) {
    if (subscription.attribute === undefined || subscription.attribute === attribute.name) {
      found.push(subscription);
    }
  }
}

/** In order: each change reaches all its listeners before the next one, also one that a listener made, reaches any. */
function deliver(): void {
  delivering = true;
  try {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      depth = next.depth;
      for (const subscription of next.subscriptions) tell(subscription, next.change);
    }
  } finally {
    delivering = false;
    depth = 0;
  }
}

function tell(subscription: Subscription, change: Change): void {
  try {
    subscription.tell(change);
  } catch (error) {
    subscription.onError(error, change);
  }
}
