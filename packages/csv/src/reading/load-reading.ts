import type { Dictionaries, Field, Fields, RecordType } from '@pipe/records';
import { loadColumnReader } from '../columns/load-column-reader.ts';
import { type Encoding, loadEncoding } from '../input/encoding.ts';
import type { Settings } from '../settings.ts';
import type { PlannedField } from './plan.ts';

/** Plans a field, once it is known which cells it is read from. */
export type PlanField = (cells: readonly number[]) => PlannedField;

/** One reading of an input: what is read, how, and with what. */
export interface Reading {
  readonly type: RecordType;
  readonly settings: Settings;
  readonly dictionaries: Dictionaries<Fields>;
  readonly encoding: Encoding;
  /** In the order of the record type. */
  readonly fields: readonly PlanField[];
  /** Where a range is set. */
  readonly ranges: typeof import('./ranges.ts') | undefined;
}

/** Begins a reading. What others can do without is loaded for those that need it. */
export async function loadReading(type: RecordType, settings: Settings): Promise<Reading> {
  const { start, end } = settings.range;
  return {
    type,
    settings,
    dictionaries: type.dictionaries(),
    encoding: await loadEncoding(settings.encoding),
    fields: await Promise.all(type.fieldNames.map((name) => loadField(name, type.fields[name], settings))),
    ranges: start > 0 || end < Number.POSITIVE_INFINITY ? await import('./ranges.ts') : undefined,
  };
}

async function loadField(
  name: string,
  field: Field,
  { columns, dialect, missing, times }: Settings,
): Promise<PlanField> {
  const time = times[name] ?? {};
  const isJoined = [columns[name]].flat().length > 1;
  const joining = isJoined ? await import('../columns/joined-cells.ts') : undefined;
  const createReader = await loadColumnReader(field, joining?.withSpaces(time) ?? time);
  return (cells) => {
    const reader = createReader({ name, field, dialect, missing });
    return joining === undefined ? reader.in(cells) : new joining.JoinedCells(reader, cells);
  };
}
