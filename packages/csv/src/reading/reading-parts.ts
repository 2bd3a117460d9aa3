import type { RecordType } from '@pipe/records';
import type { JoinedCells } from '../columns/joined-cells.ts';
import { type CreateColumnReader, loadColumnReader } from '../columns/load-column-reader.ts';
import { type Encoding, loadEncoding } from '../input/encoding.ts';
import type { Settings } from '../settings.ts';
import type { skipLines } from './skip-lines.ts';

/** What a reading is made of that others do without. */
export interface ReadingParts {
  readonly encoding: Encoding;
  readonly readers: { readonly [field: string]: CreateColumnReader };
  /** For fields of several columns. */
  readonly joined: { readonly JoinedCells: typeof JoinedCells } | undefined;
  /** For a range that does not begin with the input. */
  readonly skipping: { readonly skipLines: typeof skipLines } | undefined;
}

/** Loads what a reading needs: a program that reads in no such way never has that code. */
export async function loadParts(
  { fields, fieldNames }: RecordType,
  { columns, encoding, times, range }: Settings,
): Promise<ReadingParts> {
  const isJoined = (field: string) => [columns[field]].flat().length > 1;
  const readers = fieldNames.map(async (name): Promise<[string, CreateColumnReader]> => {
    const { format, ...rest } = times[name] ?? {};
    // A pattern for several columns may join them by `;` where they are joined by a space.
    const time =
      format === undefined ? rest : { format: isJoined(name) ? format.replaceAll(';', ' ') : format };
    return [name, await loadColumnReader(fields[name], time)];
  });
  return {
    encoding: await loadEncoding(encoding),
    readers: Object.fromEntries(await Promise.all(readers)),
    joined: fieldNames.some(isJoined) ? await import('../columns/joined-cells.ts') : undefined,
    skipping: range.start > 0 ? await import('./skip-lines.ts') : undefined,
  };
}
