import { AuditError } from '../errors.ts';
import type { Attribute } from '../internal/attribute.ts';
import { partsOf, thawed } from '../internal/capture.ts';
import { formatText } from '../internal/format.ts';
import type { State } from '../internal/state.ts';
import { ChangeLog } from '../log/change-log.ts';
import { Withheld } from '../log/withheld.ts';
import type { Change } from '../types.ts';

/**
 * The last applied change up to a time; of several the last made, should the clock have stepped back. Undefined before
 * the initial one; throws when the log no longer reaches back that far.
 */
export function lastChange(attribute: Attribute, state: State, time: number): Change | undefined {
  const log = new ChangeLog([attribute], (owner) => owner === state.owner);
  const applied = log.filter({ outcome: 'applied' });
  const found = applied.findLast(({ timestamp }) => timestamp <= time);
  const wasAssigned = state.cell(attribute)?.isBlank === false;
  if (found === undefined && wasAssigned && !applied.at(0)?.initial) {
    throw evicted(attribute.name);
  }
  return found;
}

export function evicted(name: string): AuditError {
  return new AuditError(
    'evicted',
    `The log of ${formatText(name)} no longer reaches back that far. A larger capacity, or a trail, keeps more.`,
    { attribute: name },
  );
}

/** A logged value for use as a live one; throws where the log does not hold it. */
export function liveValue(attribute: Attribute, value: unknown): unknown {
  const withheld = [value, ...partsOf(value)].find((part) => part instanceof Withheld);
  if (withheld === undefined) return thawed(value, attribute.capture);
  const redacted = withheld.kind === 'redacted';
  throw new AuditError(
    redacted ? 'redacted' : 'not-kept',
    redacted
      ? `The log of ${formatText(attribute.name)} is redacted: it tells that values changed, and never what they were.`
      : `The log of ${formatText(attribute.name)} holds no copy of this object: capture is '${attribute.capture}'.`,
    { attribute: attribute.name },
  );
}
