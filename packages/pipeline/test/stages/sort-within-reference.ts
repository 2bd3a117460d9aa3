import type { ReadingInput } from '../readings.ts';

export interface SortReferenceOptions {
  readonly withinMs?: number;
  readonly maxRecords?: number;
  readonly late?: 'dead-letter' | 'pass';
}

/** The readings in the order in which they are sent on, sorting those that wait again for each. */
export function sortReference(
  readings: readonly ReadingInput[],
  { withinMs = Number.POSITIVE_INFINITY, maxRecords = 65_536, late }: SortReferenceOptions,
): ReadingInput[] {
  const sent: ReadingInput[] = [];
  let waiting: ReadingInput[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  let sentUpTo = Number.NEGATIVE_INFINITY;
  for (const reading of readings) {
    if (reading.timestamp < sentUpTo) {
      if (late === 'pass') sent.push(reading);
      continue;
    }
    newest = Math.max(newest, reading.timestamp);
    waiting = [...waiting, reading].toSorted((one, other) => one.timestamp - other.timestamp);
    const due = waiting.filter(
      ({ timestamp }, i) => timestamp <= newest - withinMs || waiting.length - i > maxRecords,
    );
    waiting = waiting.slice(due.length);
    sent.push(...due);
    sentUpTo = due.at(-1)?.timestamp ?? sentUpTo;
  }
  return [...sent, ...waiting];
}
