import { current } from '#context';
import type { AuditContextFields } from '../types.ts';
import type { Attribute } from './attribute.ts';
import { DEEPEST_NOTIFICATION, isObserved, notificationDepth } from './notify.ts';
import { attempt, firstBroken, holds } from './rules.ts';
import { refuseStandIn, secure } from './secure.ts';
import { refuse, settle } from './settle.ts';
import { attachState, Cell, mustHaveValue, noValue, type Pending, type State, stateOf } from './state.ts';

/** What an accessor's `get` does. */
export function read(attribute: Attribute, target: object): unknown {
  const cell = stateOf(target)?.cell(attribute);
  if (cell !== undefined) return cell.numeric ? cell.number : cell.other;
  if (mustHaveValue(attribute)) throw noValue(attribute.name);
  return undefined;
}

/** What an accessor's `set` does. A number over a number, with no one listening, takes the short way. */
export function write(attribute: Attribute, target: object, value: unknown): void {
  const state = stateOf(target);
  const cell = state?.cell(attribute);
  if (state === undefined || cell === undefined) {
    if (state === undefined && attribute.beginning === 'declared') throw noValue(attribute.name);
    begin(attribute, target, value);
  } else if (
    attribute.direct &&
    cell.numeric &&
    typeof value === 'number' &&
    state.frame === undefined &&
    !isObserved(state) &&
    holds(attribute.rules, value, cell.number)
  ) {
    const context = current() as AuditContextFields | undefined;
    attribute.ring.appendNumbers(state.owner, cell.number, value, attribute.now(), context);
    cell.number = value;
  } else {
    assign(attribute, state, cell, value);
  }
}

/** Gives the attribute of `target` its initial value, which is checked and logged like any other. */
export function begin(attribute: Attribute, target: object, value: unknown): void {
  if (stateOf(target) === undefined) refuseStandIn(attribute, target);
  const state = stateOf(target) ?? attachState(target);
  assign(attribute, state, state.cell(attribute), value);
  secure(attribute, target, state.owner.kind);
}

/** The long way. Without a cell the value is the initial one. */
function assign(attribute: Attribute, state: State, existing: Cell | undefined, proposed: unknown): void {
  const cell = existing ?? new Cell(attribute);
  const pending: Pending = {
    cell,
    state,
    oldValue: existing?.value,
    initial: existing === undefined,
    context: current() as AuditContextFields | undefined,
  };
  const value = attribute.enabled ? accepted(pending, proposed) : proposed;
  if (attribute.skipUnchanged && attribute.enabled && existing !== undefined) {
    if (attribute.equals(value, existing.value)) return;
  }
  if (existing === undefined) attribute.position = state.cells.push(cell) - 1;
  cell.value = value;
  if (state.frame !== undefined) note(state.frame, pending);
  else if (attribute.enabled) settle([pending]);
}

function note(frame: Map<Cell, Pending>, pending: Pending): void {
  const noted = frame.get(pending.cell);
  if (noted === undefined) frame.set(pending.cell, pending);
  else noted.context = pending.context;
}

/** The value to be stored, or a refusal. */
function accepted(pending: Pending, proposed: unknown): unknown {
  const { attribute } = pending.cell;
  let value = proposed;
  const broken =
    attempt('nesting of listeners', () => notificationDepth() < DEEPEST_NOTIFICATION) ??
    attempt('coerce', () => {
      if (attribute.coerce !== undefined) value = attribute.coerce(proposed);
      return true;
    }) ??
    firstBroken(attribute.rules, value, pending.oldValue);
  if (broken !== undefined) refuse(pending, value, broken);
  return value;
}
