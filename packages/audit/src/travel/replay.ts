import { transaction } from '../attributes/transaction.ts';
import { AuditError } from '../errors.ts';
import { findAttribute, findAttributes } from '../internal/find-attributes.ts';
import { write } from '../internal/write.ts';
import type { Change } from '../types.ts';
import { evicted, liveValue } from './history.ts';

/**
 * Brings `fresh` to the state that the log ends in, in one transaction, and returns it.
 *
 * The log is that of one owner, complete from the initial values on, as {@link changesOf} gives it or a trail: throws
 * `evicted` when its beginning is missing, `redacted` and `not-kept` where it holds no value. The final values are
 * checked like any others.
 */
export function replay<Target extends object>(log: Iterable<Change>, fresh: Target): Target {
  const last = lastOfEach(log);
  const attributes = findAttributes(fresh);
  transaction(fresh, () => {
    for (const [name, change] of last) {
      // By name, which a symbol is not found by; the other look-up says what there is instead.
      const attribute = attributes.find((candidate) => candidate.name === name) ?? findAttribute(fresh, name);
      write(attribute, fresh, liveValue(attribute, change.newValue));
    }
  });
  return fresh;
}

function lastOfEach(log: Iterable<Change>): Map<string, Change> {
  const last = new Map<string, Change>();
  const owners = new Set<string>();
  for (const change of log) {
    if (change.outcome === 'rejected') continue;
    if (!change.initial && !last.has(change.attribute)) throw evicted(change.attribute);
    last.set(change.attribute, change);
    owners.add(change.ownerId);
  }
  if (owners.size <= 1) return last;
  throw new AuditError(
    'not-revertible',
    `A replay takes the log of one owner, not of ${owners.size}: changesOf(instance).`,
  );
}
