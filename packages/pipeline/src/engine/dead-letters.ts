import type { DeadLetter, DeadLetterSink } from '../dead-letter.ts';
import type { PipelineError } from '../errors.ts';
import { placeOf } from '../internal/component-name.ts';
import { failureOf } from './failure.ts';

/** How many dead letters a report keeps. */
const most = 100;

/** Hands dead letters to their sink, and keeps the first ones for the report. */
export class DeadLetters {
  readonly kept: DeadLetter[] = [];
  readonly #sink: DeadLetterSink | undefined;

  constructor(sink: DeadLetterSink | undefined) {
    this.#sink = sink;
  }

  /** Takes a letter. Never throws: where the sink fails, or is to be waited for, it returns a promise. */
  add(letter: DeadLetter): void | Promise<void> {
    if (this.kept.length < most) this.kept.push(letter);
    try {
      const consumed = this.#sink?.consume(letter);
      if (consumed) return Promise.resolve(consumed).catch((cause) => Promise.reject(this.#failure(cause)));
    } catch (cause) {
      return Promise.reject(this.#failure(cause));
    }
  }

  #failure(cause: unknown): PipelineError {
    return failureOf(placeOf('deadLetters', this.#sink), 'consume', cause);
  }
}
