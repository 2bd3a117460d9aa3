import type { Change, Outcome } from '../types.ts';

/** What to look for in a log; a change has to meet all that is given. */
export interface ChangeFilter {
  readonly attribute?: string;
  readonly actor?: string;
  readonly outcome?: Outcome;
  /** Epoch milliseconds, itself included. */
  readonly from?: number;
  /** Epoch milliseconds, itself included. */
  readonly to?: number;
}

export function matches(
  change: Change,
  { from = -Infinity, to = Infinity, ...fields }: ChangeFilter,
): boolean {
  const wanted = Object.entries(fields) as [keyof Change, unknown][];
  return (
    change.timestamp >= from &&
    change.timestamp <= to &&
    wanted.every(([field, value]) => value === undefined || change[field] === value)
  );
}
