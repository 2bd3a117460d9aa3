import type { BatchState } from './batches/batch-state.ts';

/** A line about a batch; all that hosts without a terminal print of one. */
export function formatBatch({ type, selected, length, end }: BatchState): string {
  return `RecordBatch<${type.name}> ${end ?? `${selected === length ? '' : `${selected} of `}${length} rows`}`;
}
