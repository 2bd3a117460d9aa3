import { AuditError } from '../errors.ts';
import { Withheld } from '../log/withheld.ts';
import type { Change, ChangeRecorder } from '../types.ts';
import type { Attribute } from './attribute.ts';
import { release } from './capture.ts';
import { ChangeEntry } from './change.ts';
import { formatKey, formatValue } from './format.ts';
import { brokenInvariant } from './invariants.ts';
import { isObserved, notify, subscriptionsOf, whileBusy } from './notify.ts';
import { type Entry, INITIAL, nextSequence, REJECTED } from './ring.ts';
import { attempt, type Broken } from './rules.ts';
import type { Pending, State } from './state.ts';

/** An entry that is not in the log yet. */
interface Draft {
  readonly attribute: Attribute;
  readonly state: State;
  readonly entry: Entry;
  /** Set when its values could not be captured. */
  readonly broken: Broken | undefined;
}

/**
 * Logs values that cells already hold, all or none. They are taken back, and logged as rejected, where an invariant
 * does not hold, an object cannot be captured, or a recorder does not admit them.
 */
export function settle(pendings: readonly Pending[]): void {
  const states = new Set(pendings.map(({ state }) => state).filter(isObserved));
  const timestamp = pendings[0].cell.attribute.now();
  const drafts = pendings.map((pending) => draft(pending, pending.cell.value, timestamp));
  const broken =
    brokenInvariant(states) ??
    drafts.find((candidate) => candidate.broken)?.broken ??
    (states.size === 0 ? undefined : notAdmitted(drafts));
  if (broken === undefined) {
    publish(drafts);
  } else {
    pendings.forEach(takeBack);
    reject(drafts, broken);
  }
}

/** Logs a value that no cell holds as rejected, and throws. */
export function refuse(pending: Pending, value: unknown, broken: Broken): never {
  reject([draft(pending, value, pending.cell.attribute.now())], broken);
}

/** Gives a cell the value it had before. */
export function takeBack({ cell, state, initial, oldValue }: Pending): void {
  if (initial) state.cells.splice(state.cells.indexOf(cell), 1);
  else cell.value = oldValue;
}

function draft(
  { cell, state, oldValue, initial, context }: Pending,
  value: unknown,
  timestamp: number,
): Draft {
  const { attribute } = cell;
  const salt = attribute.salt();
  let kept: readonly [unknown, unknown] = [new Withheld('unavailable'), new Withheld('unavailable')];
  const broken = attempt(`capture: ${attribute.capture}`, () => {
    kept = [initial ? undefined : attribute.keep(oldValue, salt), attribute.keep(value, salt)];
    return true;
  });
  const entry: Entry = {
    sequence: nextSequence(),
    owner: state.owner,
    oldValue: kept[0],
    newValue: kept[1],
    timestamp,
    mark: initial ? INITIAL : 0,
    context,
    rule: undefined,
  };
  return { attribute, state, entry, broken };
}

function publish(drafts: readonly Draft[]): void {
  for (const { attribute, entry } of drafts) attribute.ring.append(entry);
  whileBusy(() => {
    for (const { attribute, state, entry } of drafts) notify(attribute, state, entry);
  });
}

function reject(drafts: readonly Draft[], broken: Broken): never {
  const { rule } = broken;
  publish(
    drafts.map((each) => ({ ...each, entry: { ...each.entry, mark: each.entry.mark | REJECTED, rule } })),
  );
  throw refusal(drafts, broken);
}

/** Asks the recorders that have a say; each is shown the changes that it subscribed to. */
function notAdmitted(drafts: readonly Draft[]): Broken | undefined {
  const shown = new Map<ChangeRecorder, Change[]>();
  for (const { attribute, state, entry } of drafts) {
    for (const { recorder } of subscriptionsOf(attribute, state)) {
      if (recorder.admit === undefined) continue;
      shown.set(recorder, [...(shown.get(recorder) ?? []), new ChangeEntry(attribute, entry)]);
    }
  }
  for (const [recorder, changes] of shown) {
    const broken = attempt(recorder.name, () => recorder.admit?.(changes) === undefined);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function refusal(drafts: readonly Draft[], { rule, cause }: Broken): AuditError {
  const [{ attribute, state, entry }] = drafts;
  const secret = attribute.redacted || state.cells.some((cell) => cell.attribute.redacted);
  const details = secret || !(cause instanceof Error) ? '' : ` (${formatKey(cause.message)})`;
  const changes = drafts.map(
    (each) =>
      `${formatKey(each.entry.owner.id)}.${formatKey(each.attribute.name)}: ${transition(each.entry)}`,
  );
  return new AuditError(
    'rejected',
    `Refused by the rule ${formatKey(rule)}${details}: ${changes.join(', ')}. What was before stands.`,
    {
      attribute: attribute.name,
      proposedValue: release(entry.newValue),
      rule,
      cause: secret ? undefined : cause,
    },
  );
}

function transition({ oldValue, newValue }: Entry): string {
  return `${formatValue(release(oldValue))} → ${formatValue(release(newValue))}`;
}
