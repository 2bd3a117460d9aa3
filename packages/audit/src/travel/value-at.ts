import { findAttribute, ownerState } from '../internal/find-attributes.ts';
import { lastChange, liveValue } from './history.ts';

/**
 * The value that an attribute had at a time (epoch milliseconds); undefined before its initial value.
 *
 * Throws `evicted` when the log does not reach back that far, `redacted` and `not-kept` where it holds no value.
 */
export function valueAt<Target extends object, Key extends keyof Target>(
  target: Target,
  attribute: Key,
  time: number,
): Target[Key] | undefined {
  const found = findAttribute(target, attribute);
  const change = lastChange(found, ownerState(target), time);
  return change && (liveValue(found, change.newValue) as Target[Key]);
}
