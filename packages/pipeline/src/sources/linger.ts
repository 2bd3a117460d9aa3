import type { Timer } from '../types.ts';

/** The time for which the first record of a batch waits for others. */
export class Linger {
  /** Whether the batch at hand has waited long enough. */
  isOver = false;
  readonly #milliseconds: number;
  readonly #timer: Timer;
  readonly #onOver: () => void;
  #waiting: AbortController | undefined;

  constructor(milliseconds: number, timer: Timer, onOver: () => void) {
    this.#milliseconds = milliseconds;
    this.#timer = timer;
    this.#onOver = onOver;
  }

  /** A batch has got its first record. */
  start(): void {
    const waiting = new AbortController();
    this.#waiting = waiting;
    const over = (): void => {
      // The batch may have been filled in the moment in which its time was up.
      if (waiting.signal.aborted) return;
      this.isOver = true;
      this.#onOver();
    };
    this.#timer.sleep(this.#milliseconds, waiting.signal).then(over, over);
  }

  /** There is no batch at hand any more. */
  clear(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
    this.isOver = false;
  }
}
