import { currentAuditContext, withAuditContext } from '../context/audit-context.ts';
import { AuditError } from '../errors.ts';
import { ChangeEntry } from '../internal/change.ts';
import { ownerState } from '../internal/find-attributes.ts';
import { formatText } from '../internal/format.ts';
import type { State } from '../internal/state.ts';
import { write } from '../internal/write.ts';
import type { Change } from '../types.ts';
import { liveValue } from './history.ts';

/**
 * Gives an attribute back the value it had before `change`, whatever came after. It is an assignment like any other:
 * checked, and logged with the reason `reverts change N` unless the context gives one.
 *
 * Throws `not-revertible` for another owner's change, an initial value and a refused write.
 */
export function revert(target: object, change: Change): void {
  const state = ownerState(target);
  const attribute = state.cells.find((cell) => cell.attribute.name === change.attribute)?.attribute;
  const obstacle = obstacleTo(state, change);
  if (attribute === undefined || obstacle !== undefined)
    throw notRevertible(change, obstacle ?? 'is not known here');
  const value = liveValue(attribute, change.oldValue);
  const reason = currentAuditContext()?.reason ?? `reverts change ${change.sequence}`;
  withAuditContext({ reason }, () => write(attribute, target, value));
}

function obstacleTo({ owner }: State, change: Change): string | undefined {
  const own = ChangeEntry.ownerOf(change);
  if (own === undefined ? change.ownerId !== owner.id : own !== owner) return `belongs to ${change.ownerId}`;
  if (change.outcome === 'rejected') return 'was refused and changed nothing';
  return change.initial && 'set the initial value, before which there was none';
}

function notRevertible({ sequence, attribute }: Change, obstacle: string): AuditError {
  return new AuditError(
    'not-revertible',
    `Change ${sequence} of ${formatText(attribute)} cannot be reverted on this object: it ${formatText(obstacle)}.`,
    { attribute },
  );
}
