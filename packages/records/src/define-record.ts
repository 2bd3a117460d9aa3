import { Dictionary } from './dictionary.ts';
import { RecordError } from './errors.ts';
import type { Fields } from './field.ts';
import { core, coreOf, makeCore, type RecordCore } from './internal/record-core.ts';
import { issuesOf } from './internal/rows/check-value.ts';
import { inherit, makeRowClass } from './internal/rows/row-class.ts';
import { schemaHash } from './internal/schema-hash.ts';
import { RecordBatch } from './record-batch.ts';
import type { BatchOptions, CheckResult, RecordType } from './types.ts';

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
  Object.defineProperties(Row, Object.getOwnPropertyDescriptors({ ...staticsOf(own), [core]: own }));
  return Row;
}

function staticsOf(own: RecordCore) {
  const { names, fields, positions } = own;
  const issues = (value: unknown) => issuesOf(names, fields, positions, value);
  return {
    fields: Object.freeze({ ...own.definition }),
    fieldNames: Object.freeze([...names]),
    schemaHash: schemaHash(names, fields),
    create(this: new (values: unknown) => object, values: unknown) {
      return new this(values);
    },
    check(value: unknown): CheckResult {
      const found = issues(value);
      return found.length === 0 ? { ok: true } : { ok: false, issues: found };
    },
    is: (value: unknown) => issues(value).length === 0,
    extend,
    dictionaries() {
      const entries = fields.map((field, index) => [names[index], new Dictionary(field.limit)] as const);
      return Object.fromEntries(entries.filter((_, index) => fields[index].kind === 'dictionary'));
    },
    batch(this: RecordType, capacity?: number, options?: BatchOptions<Fields>) {
      return new RecordBatch(this, capacity, options);
    },
  };
}

function extend(this: RecordType, name: string, added: Fields): RecordType {
  const { definition } = coreOf(this);
  for (const field of Object.keys(added)) {
    if (!(field in this.prototype) && !Object.hasOwn(definition, field)) continue;
    const what = Object.hasOwn(definition, field) ? 'a field' : 'a method or an accessor';
    throw new RecordError(
      'invalid-definition',
      `${name}: ${field} is already ${what} of ${this.name}; declare it once, at its own level`,
    );
  }
  return define(name, { ...definition, ...added }, this);
}
