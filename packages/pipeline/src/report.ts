import type { DeadLetter } from './dead-letter.ts';
import type { Latency } from './engine/histogram.ts';
import type { Guarantee } from './guarantee.ts';
import type { Ledger } from './ledger.ts';
import type { StateMetrics } from './types.ts';

/** What one stage did in a run. */
export interface StageReport {
  readonly name: string;
  readonly recordsIn: number;
  readonly recordsOut: number;
  readonly errorCount: number;
  /** Time that the stage had a batch, in milliseconds. */
  readonly busyMs: number;
  /** How long the stage had a batch in its hands, in milliseconds. */
  readonly latency: Latency;
  /** How much the stage remembers at the end; of stages with state by key. */
  readonly state?: StateMetrics;
}

/** What a run did. */
export interface Report {
  /** The pipeline's name. */
  readonly name: string;
  /** How the run ended. */
  readonly ended: 'completed' | 'stopped' | 'aborted' | 'failed';
  readonly ledger: Ledger;
  /** What would have become of the records had the process died: the strongest promise that the parts can keep. */
  readonly guarantee: Guarantee | 'none';
  /** In the order of the pipeline, each branch's behind those before it. */
  readonly stages: readonly StageReport[];
  /** The first hundred records that were set aside; a `deadLetters` sink gets all of them. */
  readonly deadLetters: readonly DeadLetter[];
  readonly durationMs: number;
  /**
   * From a record's event time to the moment its batch had reached a sink, the oldest record of each batch, in milliseconds;
   * present when `eventTime` was asked for. Unlike the stages' latencies it includes all waiting, so nothing is hidden while
   * the pipeline stands still (no coordinated omission).
   */
  readonly eventLatency?: Latency;
}

/** How far a run has come. */
export interface Progress {
  /** Records that have come in. */
  readonly records: number;
  readonly recordsPerSecond: number;
  readonly elapsedMs: number;
  /** The part of the input that has been read, 0 to 1, where every source can tell. */
  readonly fraction: number | undefined;
  /** How long the rest will take at the rate so far, where the fraction is known. */
  readonly remainingMs: number | undefined;
  readonly ledger: Ledger;
}
