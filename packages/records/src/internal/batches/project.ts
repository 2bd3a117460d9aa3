import type { Dictionary } from '../../dictionary.ts';
import { RecordError } from '../../errors.ts';
import type { Field, Fields } from '../../field.ts';
import type { BatchOptions, RecordType } from '../../types.ts';
import { countZeros } from '../columns/bitmap.ts';
import type { Column } from '../columns/column.ts';
import { valuesType } from '../columns/column-type.ts';
import { Layout } from '../columns/layout.ts';
import { writeValue } from '../columns/value.ts';
import { coreOf, type RecordCore } from '../record-core.ts';
import { BatchState } from './batch-state.ts';
import { giveDictionaries } from './dictionaries.ts';

/** How one record type's columns become another's: worked out once for each pair of types. */
export interface Projection {
  /** For each field of the new type its position in the old one, or -1. */
  readonly from: readonly number[];
  readonly added: Layout;
}

/** The state of a batch of `type` that takes over the columns of `state`. */
export function project(state: BatchState, type: RecordType, options: BatchOptions<Fields>): BatchState {
  const core = coreOf(type);
  const { from, added } = projectionOf(state.core, core, state.type.name, type.name);
  const fresh = added.fields.length === 0 ? [] : added.acquire(state.capacity, state.isSharedMemory);
  giveDictionaries(fresh, options.dictionaries as { readonly [name: string]: Dictionary } | undefined);
  for (const column of fresh) fillAdded(column, state.length);
  let next = 0;
  const columns = from.map((position, target) => {
    if (position < 0) return fresh[next++];
    return adapt(state.columns[position], core.fields[target], state.length);
  });
  for (const column of state.columns) {
    if (!core.positions.has(column.name)) column.release();
  }
  return takeOver(state, new BatchState(type, columns, state.capacity, state.isSharedMemory));
}

function takeOver(from: BatchState, to: BatchState): BatchState {
  to.length = from.length;
  to.selected = from.selected;
  if (from.rows !== undefined) to.setRows(from.rows, from.selected);
  to.origin = from.origin;
  to.mayBeShared = true;
  return to;
}

function projectionOf(
  source: RecordCore,
  target: RecordCore,
  sourceName: string,
  targetName: string,
): Projection {
  const known = source.projections.get(target);
  if (known !== undefined) return known;
  const from = target.names.map((name) => source.positions.get(name) ?? -1);
  for (const [position, at] of from.entries()) {
    const name = target.names[position];
    if (at >= 0 && layoutName(source.fields[at]) !== layoutName(target.fields[position])) {
      throw new RecordError(
        'schema-mismatch',
        `${targetName} has ${name} as ${layoutName(target.fields[position])}, ${sourceName} as ` +
          `${layoutName(source.fields[at])}; give the two the same definition, or one of them another name`,
      );
    }
  }
  const isAdded = (_: unknown, position: number): boolean => from[position] < 0;
  const added = new Layout(target.names.filter(isAdded), target.fields.filter(isAdded));
  const projection = { from, added };
  source.projections.set(target, projection);
  return projection;
}

const layoutName = (field: Field): string =>
  `${field.kind} of ${8 * (field.byteWidth ?? valuesType(field).BYTES_PER_ELEMENT)} bits`;

/** A column as a field of the same layout and perhaps another nullability sees it. */
function adapt(column: Column, field: Field, length: number): Column {
  if (column.isNullable === field.isNullable && column.field.as === field.as) return column;
  if (!field.isNullable && column.validity !== undefined && countZeros(column.validity, length) > 0) {
    throw new RecordError(
      'schema-mismatch',
      `${column.name} has nulls and cannot become a field that is not nullable; declare it .nullable(), or select the rows that have it first and compact()`,
    );
  }
  const view = column.slice(0, column.capacity, field);
  column.release();
  return view;
}

function fillAdded(column: Column, length: number): void {
  const { defaultValue, isNullable, kind } = column.field;
  if (defaultValue !== undefined) {
    for (let row = 0; row < length; row++) writeValue(column, row, defaultValue);
  } else if (isNullable) {
    column.setAllNull();
  } else if (kind === 'dictionary') {
    column.dictionary?.encode('');
  }
}
