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
  { from = -Infinity, to = Infinity, ...wanted }: ChangeFilter,
): boolean {
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  return (
    from <= change.timestamp &&
    change.timestamp <= to &&
    names.every((name) => (wanted[name] ?? change[name]) === change[name])
  );
}
