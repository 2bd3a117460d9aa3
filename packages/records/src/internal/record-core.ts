import { getters } from '#row-reader';
import { RecordError } from '../errors.ts';
import { type Field, type Fields, field as makers } from '../field.ts';
import type { RecordType } from '../types.ts';
import { KeyOrder } from './batches/append-row.ts';
import type { Projection } from './batches/project.ts';
import { Layout } from './columns/layout.ts';
import { describe, issueOf } from './rows/check-value.ts';
import type { Getter } from './rows/row-cursor.ts';

/** What a record type is made of, its row class apart. */
export interface RecordCore {
  readonly names: readonly string[];
  readonly fields: readonly Field[];
  readonly positions: ReadonlyMap<string, number>;
  readonly layout: Layout;
  /** Each field by itself. */
  readonly layouts: readonly Layout[];
  readonly definition: Fields;
  /** In which order rows last had their keys. */
  readonly order: KeyOrder;
  /** What reads each field of a loop's cursor. */
  readonly getters: readonly Getter[];
  /** How batches of this type become batches of others. */
  readonly projections: WeakMap<RecordCore, Projection>;
  /** The row class as defined, before anyone extended it with methods. */
  readonly base: RecordType;
}

/** Where a row class keeps its core; subclasses inherit it as they do any static. */
export const core: unique symbol = Symbol('core');

/** The core of a record type. */
export function coreOf(type: unknown): RecordCore {
  if (isRecordType(type)) return (type as unknown as { readonly [core]: RecordCore })[core];
  throw new RecordError('invalid-argument', 'Expected a record type, made with defineRecord');
}

/** Whether a value was made by `defineRecord`, or is a subclass of what was. */
export function isRecordType(value: unknown): value is RecordType {
  return typeof value === 'function' && core in value;
}

/** Checks a definition and takes it apart. */
export function makeCore(typeName: string, definition: Fields, base: RecordType): RecordCore {
  const names = Object.keys(definition);
  if (names.length === 0) throw invalid(typeName, 'a record type needs at least one field');
  for (const name of names) checkField(typeName, name, definition[name]);
  const fields = names.map((name) => definition[name]);
  return {
    names,
    fields,
    positions: new Map(names.map((name, index) => [name, index])),
    layout: new Layout(names, fields),
    layouts: fields.map((field, index) => new Layout([names[index]], [field])),
    definition,
    order: new KeyOrder(names.keys()),
    getters: getters(fields),
    projections: new WeakMap(),
    base,
  };
}

function checkField(typeName: string, name: string, field: unknown): void {
  // Names that every object has would hide a method, and numbers come before all other names, wherever they are written.
  if (name === '' || name in Object.prototype || /^\d+$/.test(name)) {
    throw invalid(typeName, `${describe(name)} cannot be the name of a field`);
  }
  if (typeof field !== 'object' || field === null || !Object.hasOwn(makers, (field as Field).kind)) {
    throw invalid(typeName, `${name}: expected a field such as field.float64(), got ${describe(field)}`);
  }
  const { defaultValue } = field as Field;
  const issue = defaultValue === undefined ? undefined : issueOf(name, field as Field, defaultValue);
  if (issue !== undefined) throw invalid(typeName, `the default of ${issue.message}`);
}

/** The error of a definition that cannot be. */
export function invalid(typeName: string, message: string): RecordError {
  return new RecordError('invalid-definition', `${typeName}: ${message}`);
}
