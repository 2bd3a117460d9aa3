import { type Check, conforms } from '@pipe/protocols/testing';
import type { Fields, RecordInput, RecordType } from '@pipe/records';
import type { AnyFields } from '../../any-record.ts';
import { SinkProtocol } from '../../protocols.ts';
import type { Sink } from '../../types.ts';
import { checksOf } from './check.ts';
import { SinkSuite } from './sink-suite.ts';
import { TransactionSuite } from './transaction-suite.ts';

/** A sink under test, over a destination of its own. */
export interface SinkSubject {
  readonly sink: Sink;
  /** The records at the destination, as whoever reads it sees them now: the fields that the destination keeps. */
  readonly read?: () => readonly object[] | PromiseLike<readonly object[]>;
  /** Another sink over the same destination, as after a crash. Needed for a sink with `prepare`, `commit` and `recover`. */
  readonly reopen?: () => Sink | PromiseLike<Sink>;
  /**
   * Whether the destination is to be seen only when the sink has been closed: as one file, say, that gets its name then.
   *
   * @defaultValue false
   */
  readonly isPublishedAtEnd?: boolean;
}

/** Makes the sink under test: each time over a fresh, empty destination. */
export type MakeSink = () => SinkSubject | PromiseLike<SinkSubject>;

export interface SinkConformanceOptions<F extends Fields = AnyFields> {
  readonly recordType: RecordType<F>;
  /** What the sink is to be given: some records, at least three, no two of them alike. */
  readonly records: readonly RecordInput<F>[];
  /** How many of the records the sink refuses and sets aside, where that is known. */
  readonly deadLetters?: number;
  /**
   * How long anything may take that should come at once, in milliseconds.
   *
   * @defaultValue 1_000
   */
  readonly deadlineMs?: number;
}

/**
 * What every sink has to keep to: it takes batches of any size, keeps nothing of them that is not its own, and has made
 * everything last when it has flushed. What it has stored is checked where the subject can be read; a sink with `prepare`,
 * `commit` and `recover` is checked to publish each epoch exactly once.
 */
export function sinkConformance<F extends Fields>(
  make: MakeSink,
  options: SinkConformanceOptions<F>,
): readonly Check[] {
  const suite = new SinkSuite(make, options);
  const transactions = new TransactionSuite(make, options);
  const laws = checksOf({
    'reads fields that are there': () => suite.readsFields(),
    'has what it was given, in order, once it has flushed': () => suite.stores(),
    'takes only the records in play': () => suite.takesSelected(),
    'sets aside what it refuses, once and in play, and has the others': () => suite.setsAside(),
    'takes batches without records': () => suite.takesNothing(),
    'flushes as often as one likes, also before anything has come': () => suite.flushesAgain(),
    'keeps its runs apart': () => suite.keepsRunsApart(),
    'may be closed twice, opened or not, flushed or not': () => suite.closesTwice(),
    'is transactional as a whole or not at all': () => transactions.isWhole(),
    'publishes an epoch when it is committed, or at the end, not before': () =>
      transactions.publishesAtCommit(),
    'prepares, commits and recovers the same epoch as often as one likes': () => transactions.repeats(),
    'publishes at recovery what was prepared up to the checkpoint, and forgets what came later': () =>
      transactions.recovers(),
  });
  const within = options.deadlineMs ?? 1_000;
  return [...conforms(SinkProtocol, async () => (await make()).sink, [], { within }), ...laws];
}
