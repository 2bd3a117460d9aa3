import process from 'node:process';
import type { Run } from '../engine/run.ts';
import type { Report } from '../report.ts';

export interface UntilSignalledOptions {
  /** @defaultValue `['SIGINT', 'SIGTERM']` */
  readonly signals?: readonly NodeJS.Signals[];
  /**
   * How long the run may take to stop before it is aborted, in milliseconds. Less than the patience of whoever sends the
   * signal: Docker kills after ten seconds, Kubernetes after thirty.
   *
   * @defaultValue 8_000
   */
  readonly deadlineMs?: number;
}

/**
 * Starts a run that ends well when the process is told to end.
 *
 * The first signal stops it: nothing more is read, and what has been read takes effect. A second one, or the deadline,
 * aborts it, and its report rejects with an `AbortError` that says why. With the run's end, or when it is disposed of, the
 * process answers to signals as it did before. The process itself is not ended.
 *
 * @param start - Starts the run, with the signal that aborts it among the options.
 */
export function untilSignalled(
  start: (signal: AbortSignal) => Run,
  options: UntilSignalledOptions = {},
): SignalledRun {
  return new SignalledRun(start, options);
}

/** A run that listens to the signals of the process. See {@link untilSignalled}. */
export class SignalledRun implements Disposable {
  readonly run: Run;
  /** The report of the run, as of {@link Run.report}. */
  readonly report: Promise<Report>;
  readonly #abort = new AbortController();
  readonly #signals: readonly NodeJS.Signals[];
  readonly #deadlineMs: number;
  #received: NodeJS.Signals | undefined;
  #deadline: NodeJS.Timeout | undefined;

  /** Starts at once. */
  constructor(start: (signal: AbortSignal) => Run, options: UntilSignalledOptions) {
    const { signals = ['SIGINT', 'SIGTERM'], deadlineMs = 8_000 } = options;
    this.#signals = signals;
    this.#deadlineMs = deadlineMs;
    this.run = start(this.#abort.signal);
    this.report = this.run.report;
    for (const signal of signals) process.on(signal, this.#receive);
    const over = () => this[Symbol.dispose]();
    this.report.then(over, over);
  }

  /** The signal that came first; undefined as long as none has come. */
  get received(): NodeJS.Signals | undefined {
    return this.#received;
  }

  /** Listens no more; the run goes on. */
  [Symbol.dispose](): void {
    for (const signal of this.#signals) process.off(signal, this.#receive);
    clearTimeout(this.#deadline);
  }

  readonly #receive = (signal: NodeJS.Signals): void => {
    if (this.#received) {
      this.#abortRun(`${signal} came after ${this.#received}`);
      return;
    }
    this.#received = signal;
    this.#deadline = setTimeout(
      () => this.#abortRun(`the run had not stopped ${this.#deadlineMs} ms after ${signal}`),
      this.#deadlineMs,
    );
    // The failure of a run is told by its report.
    this.run.stop().catch(() => {});
  };

  #abortRun(message: string): void {
    this.#abort.abort(new DOMException(message, 'AbortError'));
  }
}
