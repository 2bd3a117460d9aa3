/**
 * What became of the records: `in = out + filtered + deadLettered + dropped + inFlight`, at every moment.
 *
 * The ledger of a run counts source records. A stage that makes other records (windows, alarms) ends the count for those
 * it took up, and opens a ledger for those it made in `derived`; each branch has one in `branches`.
 */
export interface Ledger {
  /** Records that came in, unreadable ones included. */
  readonly in: number;
  /** Records that reached every sink on their way, or were taken up by a stage that makes other records. */
  readonly out: number;
  /** Records that a stage let go on purpose. */
  readonly filtered: number;
  /** Records set aside with their cause. */
  readonly deadLettered: number;
  /** Records let go though nobody wanted them gone: by a full buffer, or by the error policy `skip`. */
  readonly dropped: number;
  /** Records still on their way, counted where they are. */
  readonly inFlight: number;
  /** By stage name: the records that the stage made. */
  readonly derived: { readonly [stage: string]: Ledger };
  /** By branch name: the records that were handed to the branch. */
  readonly branches: { readonly [branch: string]: Ledger };
}

/** Where a ledger, or one inside it, does not balance, in words; `undefined` when all of them do. */
export function imbalanceOf(ledger: Ledger, place = 'ledger'): string | undefined {
  const { out, filtered, deadLettered, dropped, inFlight } = ledger;
  const accounted = out + filtered + deadLettered + dropped + inFlight;
  if (ledger.in !== accounted) {
    return (
      `${place} does not balance: ${ledger.in} in, but ${accounted} accounted for ` +
      `(${out} out, ${filtered} filtered, ${deadLettered} dead-lettered, ${dropped} dropped, ${inFlight} in flight)`
    );
  }
  for (const kind of ['derived', 'branches'] as const) {
    for (const [name, inner] of Object.entries(ledger[kind])) {
      const found = imbalanceOf(inner, `${place}.${kind}['${name}']`);
      if (found) return found;
    }
  }
  return undefined;
}
