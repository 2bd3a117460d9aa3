import type { DeadLetter, DeadLetterSink } from '../dead-letter.ts';

/** How many dead letters a report keeps. */
const most = 100;

/** Hands dead letters to their sink, and keeps the first ones for the report. */
export class DeadLetters {
  readonly kept: DeadLetter[] = [];
  readonly #sink: DeadLetterSink | undefined;

  constructor(sink: DeadLetterSink | undefined) {
    this.#sink = sink;
  }

  add(letter: DeadLetter): void | Promise<void> {
    if (this.kept.length < most) this.kept.push(letter);
    const consumed = this.#sink?.consume(letter);
    if (consumed) return Promise.resolve(consumed);
  }
}
