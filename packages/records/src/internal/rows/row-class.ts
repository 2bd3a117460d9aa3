import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import type { RecordType } from '../../types.ts';
import type { Column } from '../columns/column.ts';
import { readValue } from '../columns/value.ts';
import { isDevelopment } from '../development.ts';
import type { RecordCore } from '../record-core.ts';
import { issuesOf } from './check-value.ts';
import { guard } from './guard.ts';

type Target = { [name: string]: unknown };

/** Given to a row class's constructor in place of values: take them from {@link source}. */
const fromColumns = Symbol('from columns');
const source: { columns: readonly Column[]; row: number } = { columns: [], row: 0 };

/** Classes whose first instance was made without adding a field. */
const vetted = new WeakSet<object>();

/** The row class of a record type: a constructor that checks, fills and seals. */
export function makeRowClass(name: string, coreOf: () => RecordCore): new (values: unknown) => object {
  class Row {
    constructor(values: unknown) {
      const core = coreOf();
      const own = this as unknown as Target;
      if (values === fromColumns) {
        for (let index = 0; index < core.names.length; index++) {
          addField(own, core.names[index], readValue(source.columns[index], source.row));
        }
        Object.seal(this);
        return;
      }
      fillChecked(own, core, new.target.name, values);
      Object.seal(this);
      if (new.target !== Row && !vetted.has(new.target)) {
        vetted.add(new.target);
        // biome-ignore lint/correctness/noConstructorReturn: the one place where a subclass's field can be met
        return trapNewFields(this, new.target.name);
      }
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
export function inherit(type: object & { readonly prototype: object }, parent: RecordType | undefined): void {
  if (parent !== undefined) {
    Object.setPrototypeOf(type, parent);
    Object.setPrototypeOf(type.prototype, parent.prototype);
  } else if (isDevelopment) {
    Object.setPrototypeOf(type.prototype, guard);
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

/** A guard at the end of the prototype chain sees assignments: fields are then defined, which is slower. */
const addField: (target: Target, name: string, value: unknown) => void = isDevelopment
  ? (target, name, value) => {
      Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
    }
  : (target, name, value) => {
      target[name] = value;
    };

function fillChecked(
  target: Target,
  { names, fields, positions }: RecordCore,
  typeName: string,
  values: unknown,
): void {
  const issues = issuesOf(names, fields, positions, values);
  if (issues.length > 0) throw refused(typeName, issues);
  const given = values as Target;
  for (let index = 0; index < names.length; index++) {
    addField(target, names[index], stored(fields[index], given[names[index]]));
  }
}

/** The error for a value that is no record of a type. */
export function refused(typeName: string, issues: RecordError['issues'], place = ''): RecordError {
  const lines = issues.map((issue) => issue.message);
  const text =
    lines.length === 1
      ? lines[0]
      : `${lines.length} issues\n${lines.map((line) => `  - ${line}`).join('\n')}`;
  return new RecordError(issues[0].code, `${typeName}${place}: ${text}`, { issues });
}

/** A value that the field takes, in the form in which rows hold it. */
function stored(field: Field, value: unknown): unknown {
  if (value === undefined) return field.defaultValue === undefined ? null : field.defaultValue;
  switch (field.kind) {
    case 'timestamp':
      return value instanceof Date ? value.getTime() : value;
    case 'float32':
      return typeof value === 'number' ? Math.fround(value) : value;
    case 'int64':
    case 'uint64':
      if (value === null) return null;
      return field.as === 'bigint' ? BigInt(value as number | bigint) : Number(value);
    case 'binary':
      return value instanceof Uint8Array ? value.slice() : value;
    default:
      return value;
  }
}

/** Stands before a subclass's first row, so that the class fields it would define can be refused with the reason. */
function trapNewFields(row: object, className: string): object {
  return new Proxy(row, {
    defineProperty(target, name, descriptor) {
      if (Object.hasOwn(target, name)) return Reflect.defineProperty(target, name, descriptor);
      vetted.delete(target.constructor);
      throw new RecordError(
        'dynamic-field',
        `${className} cannot be constructed: its field ${String(name)} is not part of the record's layout, which is ` +
          `complete and sealed before a subclass's own fields are added. Declare it instead: ` +
          `${Object.getPrototypeOf(target.constructor).name}.extend('${className}', { ${String(name)}: field.… }). ` +
          'A subclass may add methods and accessors.',
      );
    },
  });
}
