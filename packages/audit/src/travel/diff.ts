import { findAttributes, ownerState } from '../internal/find-attributes.ts';
import { encodeCanonical } from '../log/canonical.ts';
import type { Change } from '../types.ts';
import { lastChange } from './history.ts';

/** An attribute whose values at two times differ. */
export interface AttributeDifference {
  readonly attribute: string;
  readonly label: string;
  /** Undefined where it had no value yet. */
  readonly oldValue: unknown;
  readonly newValue: unknown;
}

/**
 * The attributes of an owner that differ between two times (epoch milliseconds), with both values. Redacted ones are
 * listed when they were changed in between, with their stand-ins.
 *
 * Throws `evicted` when the log of one of them does not reach back that far.
 */
export function diff(target: object, from: number, to: number): AttributeDifference[] {
  const state = ownerState(target);
  return findAttributes(target).flatMap((attribute) => {
    const before = lastChange(attribute, state, from);
    const after = lastChange(attribute, state, to);
    if (before?.sequence === after?.sequence || isSame(before, after)) return [];
    const { name, label } = attribute;
    return { attribute: name, label, oldValue: before?.newValue, newValue: after?.newValue };
  });
}

function isSame(before: Change | undefined, after: Change | undefined): boolean {
  return encodeCanonical(before?.newValue) === encodeCanonical(after?.newValue);
}
