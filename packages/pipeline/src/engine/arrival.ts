import type { Position } from '../types.ts';

/** A batch that came in from a source. */
export interface Arrival {
  /** Counted from 1, over all sources. */
  readonly number: number;
  /** The source's name. */
  readonly source: string | undefined;
  /** Behind the batch; `undefined` for a source that has none. */
  readonly position: Position | undefined;
}

/** What a stage's records belong to before any batch has come in. */
export const beforeAll: Arrival = { number: 0, source: undefined, position: undefined };
