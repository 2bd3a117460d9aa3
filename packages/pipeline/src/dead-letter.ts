import type { Position } from './types.ts';

/** A record, or input that could not become one, set aside with its cause. */
export interface DeadLetter {
  /** The component that gave it up: `readings.csv`. */
  readonly component: string;
  /** The source that a record came from; of input that could not be read, that is the component. */
  readonly source?: string | undefined;
  /** The input as it stood, or the record. */
  readonly raw: unknown;
  readonly cause: unknown;
  /**
   * Where it stood in its source, when that is known: of input that could not be read, what its source says; of a record,
   * the position behind the batch that it came in; of a record that a stage made, behind the last batch before it.
   */
  readonly position: Position | undefined;
}

/** Where dead letters go. */
export interface DeadLetterSink {
  /** Takes a letter; the record's batch goes on when it returns. */
  consume(letter: DeadLetter): void | PromiseLike<void>;
  /** Makes everything consumed so far last. */
  flush?(): void | PromiseLike<void>;
  /** As `Sink.prepare`. */
  prepare?(epoch: number): void | PromiseLike<void>;
  /** As `Sink.commit`. */
  commit?(epoch: number): void | PromiseLike<void>;
  /** As `Sink.recover`. */
  recover?(epoch: number): void | PromiseLike<void>;
  /** Releases what the sink holds; called once, after everything else has closed. */
  [Symbol.asyncDispose]?(): PromiseLike<void>;
}
