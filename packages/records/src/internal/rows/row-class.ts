import { guard, isDevelopment } from '#checks';
import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import type { RecordType } from '../../types.ts';
import type { Column } from '../columns/column.ts';
import { readValue } from '../columns/value.ts';
import type { RecordCore } from '../record-core.ts';
import { issuesOf } from './check-value.ts';

type Target = { [name: string]: unknown };

/** Given to a row class's constructor in place of values: take them from {@link source}. */
const fromColumns = Symbol('from columns');
const source: { columns: readonly Column[]; row: number } = { columns: [], row: 0 };

/** Given in place of values to find out whether a subclass adds fields. */
const nothing = Symbol('nothing');

/** Subclasses of which an instance was made without adding a field. */
const vetted = new WeakSet<object>();

/** The row class of a record type: a constructor that checks, fills and seals. */
export function makeRowClass(name: string, coreOf: () => RecordCore): new (values: unknown) => object {
  class Row {
    constructor(values: unknown) {
      if (values === fromColumns) fillFromColumns(this as unknown as Target, coreOf());
      else if (values !== nothing) fillChecked(this as unknown as Target, coreOf(), new.target.name, values);
      Object.seal(this);
      if (new.target === Row || values === fromColumns || vetted.has(new.target)) return;
      vetted.add(new.target);
      // biome-ignore lint/correctness/noConstructorReturn: the only place from which a subclass's fields can be seen
      return refuseNewFields(this, new.target);
    }
  }
  Object.defineProperty(Row, 'name', { value: name });
  return Row;
}

/**
 * Puts a row class beneath its parent's, or on its own.
 *
 * Without `extends`, so that a row gets all its fields from one constructor.
 */
export function inherit(type: RecordType, parent: RecordType | undefined): void {
  if (parent !== undefined) {
    Object.setPrototypeOf(type, parent);
    Object.setPrototypeOf(type.prototype, parent.prototype);
  } else if (isDevelopment && guard !== undefined) {
    Object.setPrototypeOf(type.prototype, guard);
  }
}

/** Throws when a subclass of a record type would add fields of its own. */
export function assertSealed(type: RecordType, core: RecordCore): void {
  if (type === core.base) return;
  try {
    Reflect.construct(type, [nothing]);
  } catch (cause) {
    // Anything else is a constructor's own business: it was called without values.
    if (cause instanceof RecordError && cause.code === 'dynamic-field') throw cause;
  }
}

/** The sealed row of one row of columns, of the class of `type`; a subclass's constructor does not run. */
export function rowFromColumns(
  type: RecordType,
  core: RecordCore,
  columns: readonly Column[],
  row: number,
): object {
  source.columns = columns;
  source.row = row;
  return Reflect.construct(core.base, [fromColumns], type);
}

function fillFromColumns(target: Target, { names }: RecordCore): void {
  for (let index = 0; index < names.length; index++) {
    addField(target, names[index], readValue(source.columns[index], source.row));
  }
}

function fillChecked(target: Target, core: RecordCore, typeName: string, values: unknown): void {
  const issues = issuesOf(core, values);
  if (issues.length > 0) throw refused(typeName, issues);
  const given = values as Target;
  for (let index = 0; index < core.names.length; index++) {
    const name = core.names[index];
    addField(target, name, stored(core.fields[index], given[name]));
  }
}

/** A guard at the end of the prototype chain sees assignments: fields are then defined, which is slower. */
const addField: (target: Target, name: string, value: unknown) => void = isDevelopment
  ? (target, name, value) => {
      Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
    }
  : (target, name, value) => {
      target[name] = value;
    };

/** A value that the field takes, or has by default, in the form in which rows hold it. */
function stored(field: Field, given: unknown): unknown {
  const value = given === undefined ? (field.defaultValue ?? null) : given;
  if (value === null) return null;
  switch (field.kind) {
    case 'timestamp':
      return value instanceof Date ? value.getTime() : value;
    case 'float32':
      return Math.fround(value as number);
    case 'int64':
    case 'uint64':
      return field.as === 'bigint' ? BigInt(value as number | bigint) : Number(value);
    case 'binary':
      return Uint8Array.from(value as Uint8Array);
    default:
      return value;
  }
}

/** The error for a value that is no record of a type. */
export function refused(typeName: string, issues: RecordError['issues'], place = ''): RecordError {
  const text = issues.map(({ message }) => message).join('\n  ');
  return new RecordError(issues[0].code, `${typeName}${place}: ${text}`, { issues });
}

/**
 * Stands in for a subclass's first row, and refuses the class fields that are defined once the row is sealed.
 *
 * The language would refuse them too, but could not say why, or what to write instead.
 */
function refuseNewFields(row: object, type: { readonly name: string }): object {
  return new Proxy(row, {
    defineProperty(target, name, descriptor) {
      // A class field is defined to be configurable; an assignment to a field that is there leaves that out.
      if (descriptor.configurable !== true) return Reflect.defineProperty(target, name, descriptor);
      vetted.delete(type);
      const parent = Object.getPrototypeOf(type).name;
      throw new RecordError(
        'dynamic-field',
        `${type.name} cannot add the field ${String(name)}: a subclass adds only methods. ` +
          `Write ${parent}.extend('${type.name}', { ${String(name)}: field.… })`,
      );
    },
  });
}
