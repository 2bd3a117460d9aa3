import { type Check, conforms } from '@pipe/protocols/testing';
import { SourceProtocol } from '../../protocols.ts';
import type { Source } from '../../types.ts';
import { checksOf } from './check.ts';
import { SourceSuite } from './source-suite.ts';

/** Makes the source under test: each time a fresh one over the same input, of a few batches. */
export type MakeSource = () => Source | PromiseLike<Source>;

export interface SourceConformanceOptions {
  /** What the input holds, where that is known: as many records, with these values. */
  readonly expected?: readonly object[];
  /** How many records of the input cannot be read and are to be set aside. */
  readonly deadLetters?: number;
  /** Makes a source whose input has nothing to give for now, and does not end. */
  readonly makeIdle?: MakeSource;
  /**
   * Whether the input has no end, and other records for each source that is made. Then only the first batches are looked at.
   *
   * @defaultValue false
   */
  readonly isLive?: boolean;
  /**
   * Whether the order of records is the same in each reading. That of merged sources is not.
   *
   * @defaultValue true
   */
  readonly isOrdered?: boolean;
  /**
   * How long anything may take that should come at once, in milliseconds.
   *
   * @defaultValue 1_000
   */
  readonly deadlineMs?: number;
}

/**
 * What every source has to keep to: it ends early without delay, gives its batches away, and goes on from each of its
 * positions with exactly the rest.
 */
export function sourceConformance(
  make: MakeSource,
  options: SourceConformanceOptions = {},
): readonly Check[] {
  const suite = new SourceSuite(make, options);
  const laws = checksOf({
    'has a position where it takes commits': () => suite.hasPositionToCommit(),
    'gives batches of its record type': () => suite.givesItsType(),
    'gives what its input holds': () => suite.givesItsInput(),
    'gives its batches away: what becomes of one does not show in the others': () => suite.givesBatchesAway(),
    'keeps the position of the batch given last until the next is asked for': () => suite.keepsPosition(),
    'has positions that survive being written down': () => suite.hasPlainPositions(),
    'goes on from every position with exactly the rest': () => suite.goesOn(),
    'takes commits of its positions, in order and again': () => suite.takesCommits(),
    'lets go of its input when nobody reads on': () => suite.endsEarly(),
    'ends at an abort, also while a read is pending': () => suite.endsAtAbort(),
    'gives out what it has read, and no more, when it is asked to finish': () => suite.finishes(),
    'ends without delay when it was aborted before the start': () => suite.endsBeforeStart(),
    'may be closed twice, before, while and after it is read': () => suite.closesTwice(),
    'keeps its runs apart': () => suite.keepsRunsApart(),
    'says how far it is, from 0 to 1 and never backwards': () => suite.tellsProgress(),
  });
  const within = options.deadlineMs ?? 1_000;
  return [...conforms(SourceProtocol, make, [], { within }), ...laws];
}
