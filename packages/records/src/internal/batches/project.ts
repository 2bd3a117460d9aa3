import { RecordError } from '../../errors.ts';
import type { Field, Fields } from '../../field.ts';
import type { BatchOptions, RecordType } from '../../types.ts';
import { countZeros } from '../columns/bitmap.ts';
import type { Column } from '../columns/column.ts';
import { valuesType } from '../columns/column-type.ts';
import { Layout } from '../columns/layout.ts';
import { sliceColumn } from '../columns/slice-column.ts';
import { writeValue } from '../columns/value.ts';
import { coreOf } from '../record-core.ts';
import { BatchState } from './batch-state.ts';
import { giveDictionaries } from './dictionaries.ts';

/** How one record type's columns become another's: worked out once for each pair of types. */
export interface Projection {
  /** For each field of the new type its position in the old one, or -1. */
  readonly from: readonly number[];
  readonly added: Layout;
}

/** The state of a batch of `type` that takes over the columns and the rows of `state`. */
export function project(state: BatchState, type: RecordType, options: BatchOptions<Fields>): BatchState {
  const { columns, length, capacity, isSharedMemory } = state;
  const { fields, positions } = coreOf(type);
  const { from, added } = projectionOf(state, type);
  from.forEach((position, target) => {
    if (position >= 0) checkNulls(columns[position], fields[target], length);
  });
  const fresh = added.acquire(capacity, isSharedMemory);
  giveDictionaries(fresh, options.dictionaries);
  for (const column of fresh) fillAdded(column, length);
  let next = 0;
  const taken = from.map((position, target) =>
    position < 0 ? fresh[next++] : adapt(columns[position], fields[target]),
  );
  for (const column of columns) if (!positions.has(column.name)) column.release();
  const projected = new BatchState(type, taken, capacity, isSharedMemory);
  projected.moveRows(state);
  projected.mayBeShared = state.mayBeShared || taken.some((column) => column.isShared);
  return projected;
}

function projectionOf({ type, core: source }: BatchState, target: RecordType): Projection {
  const core = coreOf(target);
  const known = source.projections.get(core);
  if (known !== undefined) return known;
  const from = core.names.map((name, position) => {
    const found = source.positions.get(name) ?? -1;
    if (found < 0 || sameLayout(source.fields[found], core.fields[position])) return found;
    throw new RecordError(
      'schema-mismatch',
      `${name} has another layout in ${type.name} than in ${target.name}: define both alike`,
    );
  });
  const isAdded = (_: unknown, position: number): boolean => from[position] < 0;
  const projection = { from, added: new Layout(core.names.filter(isAdded), core.fields.filter(isAdded)) };
  source.projections.set(core, projection);
  return projection;
}

const sameLayout = (left: Field, right: Field): boolean =>
  left.kind === right.kind && valuesType(left) === valuesType(right) && left.byteWidth === right.byteWidth;

function checkNulls({ name, validity }: Column, field: Field, length: number): void {
  if (field.isNullable || validity === undefined || countZeros(validity, length) === 0) return;
  throw new RecordError('schema-mismatch', `${name} has nulls; define it .nullable()`);
}

/** A column as a field of the same layout and perhaps another nullability sees it. */
function adapt(column: Column, field: Field): Column {
  if (column.isNullable === field.isNullable && column.field.as === field.as) return column;
  const view = sliceColumn(column, 0, column.capacity, field);
  column.release();
  return view;
}

function fillAdded(column: Column, length: number): void {
  const { field, dictionary } = column;
  const value = field.defaultValue ?? (field.isNullable ? null : dictionary && '');
  if (value === null) {
    column.setAllNull();
  } else if (value !== undefined) {
    for (let row = 0; row < length; row++) {
      // Refused is a text without room, of which the dictionary's own error tells.
      if (!writeValue(column, row, value)) dictionary?.encode(value as string);
    }
  }
}
