import type { AnyBatch } from '../any-record.ts';
import type { Parcel } from './parcel.ts';
import type { Surroundings } from './surroundings.ts';
import { originalRows, outcome } from './ticket.ts';

/** Sets every row in play of a batch aside with the same cause; the batch's journey ends here. */
export async function setBatchAside(
  parcel: Parcel,
  batch: AnyBatch,
  component: string,
  cause: unknown,
  setAside: Surroundings['setAside'],
): Promise<void> {
  const rows = batch.toRows();
  const { source, position } = parcel.arrival;
  parcel.ticket?.mark(originalRows(batch), outcome.deadLettered);
  parcel.account.deadLettered += rows.length;
  parcel.end();
  batch.release();
  for (const raw of rows) await setAside({ component, source, raw, cause, position });
}

/** Lets every row in play of a batch go; the batch's journey ends here. */
export function dropBatch(parcel: Parcel, batch: AnyBatch): void {
  parcel.ticket?.mark(originalRows(batch), outcome.dropped);
  parcel.account.dropped += batch.selected;
  parcel.end();
  batch.release();
}
