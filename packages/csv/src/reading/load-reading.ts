import type { Dictionaries, Fields, RecordType } from '@pipe/records';
import { type CreateColumnReader, loadColumnReader } from '../columns/load-column-reader.ts';
import { type Encoding, loadEncoding } from '../input/encoding.ts';
import type { Settings } from '../settings.ts';

/** One reading of an input: what is read, how, and with what. */
export interface Reading {
  readonly type: RecordType;
  readonly settings: Settings;
  readonly dictionaries: Dictionaries<Fields>;
  readonly encoding: Encoding;
  readonly readers: { readonly [field: string]: CreateColumnReader };
  /** Where a field is read from several columns. */
  readonly joining: typeof import('../columns/joined-cells.ts') | undefined;
  /** Where a range is set. */
  readonly ranges: typeof import('./ranges.ts') | undefined;
}

/** Begins a reading. What others can do without is loaded for those that need it. */
export async function loadReading(type: RecordType, settings: Settings): Promise<Reading> {
  const { fields, fieldNames } = type;
  const { columns, times, range } = settings;
  const isJoined = (field: string) => [columns[field]].flat().length > 1;
  const readers = fieldNames.map(async (name): Promise<[string, CreateColumnReader]> => {
    const { format, ...rest } = times[name] ?? {};
    // A pattern for several columns may join them by `;` where they are joined by a space.
    const time =
      format === undefined ? rest : { format: isJoined(name) ? format.replaceAll(';', ' ') : format };
    return [name, await loadColumnReader(fields[name], time)];
  });
  const isRange = range.start > 0 || range.end < Number.POSITIVE_INFINITY;
  return {
    type,
    settings,
    dictionaries: type.dictionaries(),
    encoding: await loadEncoding(settings.encoding),
    readers: Object.fromEntries(await Promise.all(readers)),
    joining: fieldNames.some(isJoined) ? await import('../columns/joined-cells.ts') : undefined,
    ranges: isRange ? await import('./ranges.ts') : undefined,
  };
}
