import { RecordError } from '../errors.ts';
import type { Field, Fields } from '../field.ts';
import type { RecordType } from '../types.ts';
import { KeyOrder } from './batches/append-row.ts';
import type { Projection } from './batches/project.ts';
import { Layout } from './columns/layout.ts';
import { RowCursor } from './rows/row-cursor.ts';

/** What a record type is made of, its row class apart. */
export interface RecordCore {
  readonly names: readonly string[];
  readonly fields: readonly Field[];
  readonly positions: ReadonlyMap<string, number>;
  readonly layout: Layout;
  readonly definition: Fields;
  /** In which order rows last had their keys. */
  readonly order: KeyOrder;
  /** The accessors of a loop's cursor. */
  readonly getters: PropertyDescriptorMap;
  /** How batches of this type become batches of others. */
  readonly projections: WeakMap<RecordCore, Projection>;
  /** The row class as defined, before anyone extended it with methods. */
  readonly base: RecordType;
}

/** Where a row class keeps its core; subclasses inherit it as they do any static. */
export const core: unique symbol = Symbol('core');

/** The core of a record type. */
export function coreOf(type: unknown): RecordCore {
  const found = typeof type === 'function' ? (type as { [core]?: RecordCore })[core] : undefined;
  if (found !== undefined) return found;
  throw new RecordError(
    'invalid-argument',
    'Expected a record type: make one with defineRecord(name, fields)',
  );
}

/** Checks a definition and takes it apart. */
export function makeCore(name: string, definition: Fields, base: RecordType): RecordCore {
  const names = Object.keys(definition);
  if (names.length === 0)
    throw new RecordError('invalid-definition', `${name}: a record type needs at least one field`);
  for (const fieldName of names) checkName(name, fieldName);
  const fields = names.map((fieldName) => definition[fieldName]);
  const positions = new Map(names.map((fieldName, index) => [fieldName, index]));
  return {
    names,
    fields,
    positions,
    layout: new Layout(names, fields),
    definition,
    order: new KeyOrder(),
    getters: RowCursor.getters(names),
    projections: new WeakMap(),
    base,
  };
}

function checkName(type: string, name: string): void {
  if (name === '' || name in Object.prototype) {
    throw new RecordError(
      'invalid-definition',
      `${type}: a field cannot be named ${JSON.stringify(name)}, which every object has already; give it another name`,
    );
  }
  if (/^(0|[1-9]\d*)$/.test(name)) {
    throw new RecordError(
      'invalid-definition',
      `${type}: a field cannot be named ${name}: JavaScript would move it before the others; give it a name that is no number`,
    );
  }
}
