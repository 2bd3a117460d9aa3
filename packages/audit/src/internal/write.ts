import { currentAuditContext } from '../context/audit-context.ts';
import type { Attribute } from './attribute.ts';
import { sameValueZero } from './equality.ts';
import { isObserved, isTooDeep } from './notify.ts';
import { attempt, type Broken, brokenBy, firstBroken } from './rules.ts';
import { refuseStandIn, secure } from './secure.ts';
import { brokenInvariant, refuse, settle } from './settle.ts';
import {
  attachState,
  Cell,
  noValue,
  type Pending,
  requireDeclared,
  type State,
  stateFor,
  stateOf,
} from './state.ts';

/** What an accessor's `get` does. */
export function read(attribute: Attribute, target: object): unknown {
  const cell = stateFor(attribute, target)?.cell(attribute);
  if (cell !== undefined) return cell.numeric ? cell.number : cell.other;
  return requireDeclared(attribute);
}

/**
 * What an accessor's `set` does. A number over a number, with no one listening, takes the short way, which is kept so
 * short that engines inline all of it.
 */
export function write(attribute: Attribute, target: object, value: unknown): void {
  const state = stateFor(attribute, target);
  const cell = state === undefined ? undefined : state.cell(attribute);
  if (state === undefined || cell === undefined || isObserved(state)) {
    writeAnything(attribute, target, value);
  } else if (attribute.direct && cell.numeric && typeof value === 'number') {
    if (attribute.skipsUnchanged && sameValueZero(value, cell.number)) return;
    const { rules } = attribute;
    for (let i = 0; i < rules.length; i += 1) {
      const broken = brokenBy(rules[i], value, cell.number);
      if (broken !== undefined) refuseNumber(state, cell, value, broken);
    }
    attribute.ring.appendNumbers(state.owner, cell, value, attribute.now(), currentAuditContext());
  } else if (attribute.enabled) {
    assign(attribute, state, cell, value);
  } else {
    cell.value = value;
  }
}

function refuseNumber(state: State, cell: Cell, value: number, broken: Broken): never {
  refuse(pendingOf(state, cell), value, broken);
}

function writeAnything(attribute: Attribute, target: object, value: unknown): void {
  if (attribute.form.declared && stateOf(target) === undefined) throw noValue(attribute.name);
  begin(attribute, target, value);
}

/**
 * Gives the attribute of `target` its initial value, which is checked and logged like any other. A blank one is
 * undefined because nothing has been assigned: invariants may read it from now on, but there is nothing to log.
 */
export function begin(attribute: Attribute, target: object, value: unknown, blank = false): void {
  if (stateOf(target) === undefined) refuseStandIn(attribute, target);
  const state = stateOf(target) ?? attachState(target);
  const existing = state.cell(attribute);
  if (existing === undefined && blank) leaveBlank(state, new Cell(attribute));
  else assign(attribute, state, existing, value);
  if (existing === undefined) secure(attribute, target, state.owner.kind);
}

function leaveBlank(state: State, cell: Cell): void {
  state.add(cell);
  const broken = brokenInvariant(state.owner);
  if (broken) refuse(pendingOf(state, cell), undefined, broken);
}

/** The long way. Without a cell, or with a blank one, the value is the initial one. */
function assign(attribute: Attribute, state: State, existing: Cell | undefined, proposed: unknown): void {
  const cell = existing ?? new Cell(attribute);
  const pending = pendingOf(state, cell);
  let value = proposed;
  if (attribute.enabled) {
    value = accepted(pending, proposed);
    if (!pending.initial && attribute.skipsUnchanged && attribute.equals(cell.value, value)) return;
  }
  if (existing === undefined) state.add(cell);
  cell.value = value;
  if (state.frame) note(state.frame, pending);
  else if (attribute.enabled) settle([pending]);
}

function pendingOf(state: State, cell: Cell): Pending {
  return { cell, state, oldValue: cell.value, initial: cell.isBlank, context: currentAuditContext() };
}

function note(frame: Map<Cell, Pending>, pending: Pending): void {
  const noted = frame.get(pending.cell);
  if (noted) noted.context = pending.context;
  else frame.set(pending.cell, pending);
}

/** The value to be stored, or a refusal. */
function accepted(pending: Pending, proposed: unknown): unknown {
  const { rules, options } = pending.cell.attribute;
  const { coerce } = options;
  let value = proposed;
  const broken =
    (isTooDeep() ? { rule: 'nesting of listeners' } : undefined) ??
    (coerce &&
      attempt('coerce', () => {
        value = coerce(proposed);
        return true;
      })) ??
    firstBroken(rules, (rule) => brokenBy(rule, value, pending.oldValue));
  if (broken) refuse(pending, value, broken);
  return value;
}
