import type { WritableColumn } from '@pipe/records';
import { take } from '@pipe/records/operations';
import type { AnyBatch } from '../../../any-record.ts';
import { copyColumn } from '../../../internal/copy-column.ts';
import { isMissing, valuesOf } from '../../../internal/key-slots.ts';

/** For each row of the target, of whatever kind the field is, the value of the row of the source that `from` names. */
export function gatherColumn(
  source: AnyBatch,
  field: string,
  from: Uint32Array,
  target: AnyBatch,
  hasNulls: boolean,
): void {
  const { kind } = source.type.fields[field];
  if (kind === 'utf8' || kind === 'binary') gatherAnything(source, field, from, target);
  else gatherNumbers(source, field, from, target, hasNulls);
}

function gatherNumbers(
  source: AnyBatch,
  field: string,
  from: Uint32Array,
  target: AnyBatch,
  hasNulls: boolean,
): void {
  const { length } = target;
  const { values, validity } = valuesOf<Float64Array>(source, field);
  const column: WritableColumn = target.writable(field);
  // Of whatever kind of number: both are of the same. Doubles have a loop of their own, which sees one kind of array.
  const into = column.values as Float64Array;
  if (values instanceof Float64Array) gatherDoubles(values, from, into, length);
  else gatherOthers(values, from, into, length);
  column.setAllValid();
  if (!hasNulls || validity === undefined) return;
  for (let row = 0; row < length; row += 1) if (isMissing(validity, from[row])) column.setNull(row);
}

function gatherAnything(source: AnyBatch, field: string, from: Uint32Array, target: AnyBatch): void {
  const taken = take(source, from.subarray(0, target.length));
  copyColumn(taken, field, target, field);
  taken.release();
}

function gatherDoubles(source: Float64Array, from: Uint32Array, into: Float64Array, count: number): void {
  for (let row = 0; row < count; row += 1) into[row] = source[from[row]];
}

function gatherOthers(source: Float64Array, from: Uint32Array, into: Float64Array, count: number): void {
  for (let row = 0; row < count; row += 1) into[row] = source[from[row]];
}
