import { AuditError } from '../errors.ts';
import { encodeCanonical } from '../log/canonical.ts';
import { Withheld } from '../log/withheld.ts';
import type { Change, ChangeRecorder } from '../types.ts';
import { release } from './capture.ts';
import { ChangeEntry } from './change.ts';
import type { Entry } from './entry.ts';
import { formatText, formatValue } from './format.ts';
import { isObserved, notify, subscriptionsOf, whileBusy } from './notify.ts';
import type { Owner } from './owner.ts';
import { nextSequence } from './ring.ts';
import { attempt, type Broken, firstBroken } from './rules.ts';
import type { Pending } from './state.ts';

const UNAVAILABLE = /* @__PURE__ */ new Withheld('unavailable');

/** An assignment with its entry, which is not in the log yet. */
interface Draft {
  readonly pending: Pending;
  readonly entry: Entry;
  /** Why its values could not be captured. */
  readonly broken: Broken | undefined;
}

/**
 * Logs values that cells already hold, all or none. They are taken back, and logged as rejected, where an invariant
 * does not hold, an object cannot be captured, or a recorder does not admit them.
 */
export function settle(pendings: readonly Pending[]): void {
  const timestamp = pendings[0].cell.attribute.now();
  const drafts = pendings.map((pending) => draft(pending, pending.cell.value, timestamp));
  const broken =
    firstBroken(drafts, (each) => each.broken) ??
    (pendings.some(({ state }) => isObserved(state)) ? objectionTo(drafts) : undefined);
  if (broken) {
    pendings.forEach(takeBack);
    reject(drafts, broken);
  }
  publish(drafts);
}

function objectionTo(drafts: readonly Draft[]): Broken | undefined {
  const owners = new Set(drafts.map(({ entry }) => entry.owner));
  return firstBroken(owners, brokenInvariant) ?? notAdmitted(drafts);
}

/** The first invariant of the owner's classes that does not hold. */
export function brokenInvariant(owner: Owner): Broken | undefined {
  return firstBroken(owner.kind.lineage, ({ judge }) => judge?.(owner));
}

/** Logs a value that no cell holds as rejected, and throws. */
export function refuse(pending: Pending, value: unknown, broken: Broken): never {
  return reject([draft(pending, value, pending.cell.attribute.now())], broken);
}

/** Gives a cell the value it had before. */
export function takeBack({ cell, state, initial, oldValue }: Pending): void {
  cell.value = oldValue;
  cell.isBlank = initial;
  if (initial && !cell.attribute.form.declared) state.cells.splice(state.cells.indexOf(cell), 1);
}

function draft(pending: Pending, value: unknown, timestamp: number): Draft {
  const { state, initial, context, cell } = pending;
  const { attribute } = cell;
  let oldValue: unknown = UNAVAILABLE;
  let newValue: unknown = UNAVAILABLE;
  let bytes = 0;
  const broken = attempt(`capture: ${attribute.capture}`, () => {
    const salt = attribute.salt();
    oldValue = initial ? undefined : attribute.keep(pending.oldValue, salt);
    newValue = attribute.keep(value, salt);
    if (attribute.options.maxBytes) bytes = 2 * encodeCanonical([oldValue, newValue].map(release)).length;
    return true;
  });
  const entry = {
    sequence: nextSequence(),
    owner: state.owner,
    oldValue,
    newValue,
    timestamp,
    context,
    bytes,
  };
  return { pending, broken, entry: initial ? { ...entry, initial } : entry };
}

function publish(drafts: readonly Draft[]): void {
  whileBusy(() => {
    for (const { pending, entry } of drafts) {
      pending.cell.attribute.ring.append(entry);
      notify(pending.cell.attribute, pending.state, entry);
    }
  });
}

function reject(drafts: readonly Draft[], broken: Broken): never {
  const { rule } = broken;
  publish(drafts.map((each) => ({ ...each, entry: { ...each.entry, rule } })));
  throw refusal(drafts, broken);
}

/** Asks the recorders that have a say; each is shown all the changes that it subscribed to. */
function notAdmitted(drafts: readonly Draft[]): Broken | undefined {
  const shown = new Map<ChangeRecorder, Change[]>();
  for (const { pending, entry } of drafts) {
    const { attribute } = pending.cell;
    for (const { listener } of subscriptionsOf(attribute, pending.state)) {
      if (!('admit' in listener)) continue;
      shown.set(listener, [...(shown.get(listener) ?? []), new ChangeEntry(attribute, entry)]);
    }
  }
  return firstBroken(shown, ([recorder, changes]) =>
    attempt(recorder.name, () => recorder.admit?.(changes) === undefined),
  );
}

function refusal(drafts: readonly Draft[], { rule, cause }: Broken): AuditError {
  const [{ pending, entry }] = drafts;
  const secret = [...pending.state.cells, pending.cell].some(({ attribute }) => attribute.options.redact);
  const known = secret ? undefined : cause;
  const details = known instanceof Error ? ` (${known.message})` : '';
  const changes = drafts.map(transition).join(', ');
  return new AuditError(
    'rejected',
    `Refused by the rule ${formatText(rule + details)}: ${changes}. The old value stands.`,
    {
      attribute: pending.cell.attribute.name,
      proposedValue: release(entry.newValue),
      rule,
      cause: known,
    },
  );
}

function transition({ pending, entry }: Draft): string {
  const place = formatText(`${entry.owner.id}.${pending.cell.attribute.name}`);
  return `${place}: ${formatValue(release(entry.oldValue))} → ${formatValue(release(entry.newValue))}`;
}
