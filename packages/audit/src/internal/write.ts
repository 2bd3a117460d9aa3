import { current } from '#context';
import { AuditError } from '../errors.ts';
import type { AuditContextFields } from '../types.ts';
import type { Attribute } from './attribute.ts';
import { formatKey, formatValue } from './format.ts';
import { kindOfOwner } from './kind.ts';
import { notify, observed } from './notify.ts';
import { Owner } from './owner.ts';
import { INITIAL, NEW_IS_NUMBER, OLD_IS_NUMBER, REJECTED } from './ring.ts';
import { type Broken, firstBroken, holds } from './rules.ts';
import { attachState, Cell, type State, stateOf } from './state.ts';

/** What an accessor's `get` does. */
export function read(attribute: Attribute, target: object): unknown {
  const cell = stateOf(target)?.cell(attribute);
  if (cell !== undefined) return cell.numeric ? cell.number : cell.other;
  if (attribute.declared) throw noStorage(attribute);
  return undefined;
}

/** What an accessor's `set` does. A number over a number with no one listening takes the short way. */
export function write(attribute: Attribute, target: object, value: unknown): void {
  const state = stateOf(target);
  const cell = state?.cell(attribute);
  if (state === undefined || cell === undefined) {
    firstWrite(attribute, target, state, value);
  } else if (
    attribute.direct &&
    cell.numeric &&
    typeof value === 'number' &&
    observed.count === 0 &&
    holds(attribute.rules, value, cell.number)
  ) {
    const context = current() as AuditContextFields | undefined;
    attribute.ring.appendNumbers(
      state.owner,
      cell.number,
      value,
      attribute.now(),
      OLD_IS_NUMBER | NEW_IS_NUMBER,
      context,
    );
    cell.number = value;
  } else {
    assign(attribute, state, cell, value);
  }
}

/** Gives the attribute of `target` its initial value, which is checked and logged like any other. */
export function begin(attribute: Attribute, target: object, value: unknown): void {
  const state = stateOf(target) ?? attachState(target, new Owner(target, kindOfOwner(target)));
  const existing = state.cell(attribute);
  if (existing !== undefined) {
    assign(attribute, state, existing, value);
    return;
  }
  const cell = new Cell(attribute);
  if (attribute.enabled) judge(attribute, state, value, undefined, INITIAL);
  attribute.position = state.cells.length;
  state.cells.push(cell);
  cell.value = value;
  if (attribute.enabled) record(attribute, state, undefined, value, INITIAL, undefined);
}

function firstWrite(attribute: Attribute, target: object, state: State | undefined, value: unknown): void {
  if (attribute.declared && state === undefined) throw noStorage(attribute);
  begin(attribute, target, value);
}

function assign(attribute: Attribute, state: State, cell: Cell, value: unknown): void {
  const oldValue = cell.value;
  if (attribute.enabled) {
    if (attribute.skipUnchanged && sameValueZero(value, oldValue)) return;
    judge(attribute, state, value, oldValue, 0);
  }
  cell.value = value;
  if (attribute.enabled) record(attribute, state, oldValue, value, 0, undefined);
}

function judge(attribute: Attribute, state: State, value: unknown, oldValue: unknown, mark: number): void {
  const broken = firstBroken(attribute.rules, value, oldValue);
  if (broken !== undefined) refuse(attribute, state, value, oldValue, mark, broken);
}

function refuse(
  attribute: Attribute,
  state: State,
  value: unknown,
  oldValue: unknown,
  mark: number,
  broken: Broken,
): never {
  record(attribute, state, oldValue, value, mark | REJECTED, broken.rule);
  const place = `${state.owner.id}.${formatKey(attribute.name)}`;
  const stays = mark & INITIAL ? 'it has no value yet' : `it stays ${formatValue(oldValue)}`;
  throw new AuditError(
    'rejected',
    `${place} refuses ${formatValue(value)} by the rule ${formatKey(broken.rule)}: ${stays}.`,
    { attribute: attribute.name, proposedValue: value, rule: broken.rule, cause: broken.cause },
  );
}

function record(
  attribute: Attribute,
  state: State,
  oldValue: unknown,
  newValue: unknown,
  mark: number,
  rule: string | undefined,
): void {
  const position = attribute.ring.append({
    owner: state.owner,
    oldValue,
    newValue,
    timestamp: attribute.now(),
    mark,
    context: current() as AuditContextFields | undefined,
    rule,
  });
  notify(attribute, state, position);
}

function noStorage(attribute: Attribute): AuditError {
  return new AuditError(
    'uninitialised',
    `${formatKey(attribute.name)} is audited and has no value on this receiver. Either a base class uses it before the ` +
      'class that declares it has been initialised, or the receiver is a stand-in for the instance, such as a Proxy ' +
      'or an object made by Object.create: read and write audited attributes on the instance itself.',
    { attribute: attribute.name },
  );
}

function sameValueZero(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}
