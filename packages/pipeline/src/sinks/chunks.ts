import type { AnyBatch } from '../any-record.ts';

/** What a stream of records consists of: records one by one, or whole batches, which belong to whoever takes them out. */
export type ChunkKind = 'rows' | 'batches';

/** A batch as chunks of a stream, each able to outlive it. */
export function chunksOf(batch: AnyBatch, kind: ChunkKind): unknown[] {
  if (batch.selected === 0) return [];
  return kind === 'rows' ? batch.toRows() : [batch.fork()];
}

/** Whether a run that closes its sinks has gone wrong: a run that ends as it should, or is stopped, gives no cause. */
export function hasFailed(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && (signal.reason as Error | undefined)?.name !== 'AbortError';
}
