import type { Problem } from '../columns/column-reader.ts';
import type { CsvPosition } from '../position.ts';
import type { Header } from './locate-columns.ts';
import type { PlannedField } from './plan.ts';
import type { RecordProblem } from './record-reader.ts';

/** What is kept of a record that cannot be read, in bytes, without its line end. */
export const longestRaw = 1_024;

/** A record that cannot be read, before this is put in words. */
export interface SetAside {
  /** As it stood, up to the longest that is kept and a line end. */
  readonly bytes: Uint8Array;
  readonly position: CsvPosition;
  /** Of the record as such, of how many cells it has, or of the cell for a field. */
  readonly problem:
    | RecordProblem
    | { readonly cellCount: number }
    | (Problem & { readonly field: PlannedField });
}

/**
 * Why nothing can be read: the columns do not fit the fields, the header cannot be read, or the text begins with a
 * byte-order mark of UTF-16.
 */
export type Refusal =
  | { readonly header: Header }
  | { readonly record: SetAside }
  | { readonly mark: Uint8Array };
