import { Dictionary } from './dictionary.ts';
import type { Fields } from './field.ts';
import { core, coreOf, invalid, isRecordType, makeCore, type RecordCore } from './internal/record-core.ts';
import { issuesOf } from './internal/rows/check-value.ts';
import { assertSealed, inherit, makeRowClass } from './internal/rows/row-class.ts';
import { schemaHash } from './internal/schema-hash.ts';
import { createBatch } from './record-batch.ts';
import type { BatchOptions, CheckResult, RecordType, StandardSchema } from './types.ts';

/**
 * A record type: the static type, the sealed row class, the batches, the validator and the schema of one definition.
 *
 * It is a class. Subclass it to give its rows methods (never fields: those are what `extend` is for).
 *
 * @throws RecordError `invalid-definition` when there are no fields, or one has a name that cannot be a field's.
 */
export function defineRecord<F extends Fields>(name: string, fields: F): RecordType<F> {
  return define(name, fields, undefined) as unknown as RecordType<F>;
}

function define(name: string, definition: Fields, parent: RecordType | undefined): RecordType {
  const Row = makeRowClass(name, () => own) as unknown as RecordType;
  const own: RecordCore = makeCore(name, definition, Row);
  inherit(Row, parent);
  Object.defineProperties(Row, Object.getOwnPropertyDescriptors(staticsOf(own)));
  return Row;
}

function staticsOf(own: RecordCore) {
  const { names, fields } = own;
  return {
    [core]: own,
    fields: Object.freeze({ ...own.definition }),
    fieldNames: Object.freeze([...names]),
    schemaHash: schemaHash(names, fields),
    create(this: Constructor, values: unknown) {
      return new this(values);
    },
    check(value: unknown): CheckResult {
      const issues = issuesOf(own, value);
      return issues.length === 0 ? { ok: true } : { ok: false, issues };
    },
    is: (value: unknown) => issuesOf(own, value).length === 0,
    extend,
    dictionaries() {
      const made = names.flatMap((name, position) => {
        const { limit } = fields[position];
        return limit ? [[name, new Dictionary(limit)]] : [];
      });
      return Object.fromEntries(made);
    },
    batch(this: RecordType, capacity?: number, options?: BatchOptions<Fields>) {
      return createBatch(this, capacity, options);
    },
    get '~standard'() {
      return standardSchema(own, this as unknown as Constructor);
    },
  };
}

type Constructor = new (values: unknown) => object;

function standardSchema(own: RecordCore, Row: Constructor): StandardSchema<unknown, object> {
  return {
    version: 1,
    vendor: '@pipe/records',
    validate(value) {
      const issues = issuesOf(own, value);
      if (issues.length === 0) return { value: new Row(value) };
      return { issues: issues.map(({ message, field }) => ({ message, path: field === '' ? [] : [field] })) };
    },
  };
}

function extend(this: unknown, name: string, added: Fields): RecordType {
  if (!isRecordType(this)) {
    throw invalid(name, 'the parent is open: its instances take any field');
  }
  const parent = coreOf(this);
  assertSealed(this, parent);
  for (const field of Object.keys(added)) {
    if (!(field in this.prototype) && !parent.positions.has(field)) continue;
    const what = parent.positions.has(field) ? 'a field' : 'a method or an accessor';
    throw invalid(name, `${field} is already ${what} of ${this.name}`);
  }
  return define(name, { ...parent.definition, ...added }, this);
}
