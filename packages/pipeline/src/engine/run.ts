import type { DeadLetter, DeadLetterSink } from '../dead-letter.ts';
import type { Description } from '../description.ts';
import { PipelineError } from '../errors.ts';
import { imbalanceOf } from '../ledger.ts';
import type { Progress, Report } from '../report.ts';
import type { StageMetrics } from '../stage-metrics.ts';
import type { Clock, Position, UnreadableInput } from '../types.ts';
import { Assembly } from './assembly.ts';
import { Intake } from './intake.ts';
import { Lifecycle } from './lifecycle.ts';
import { Parcel } from './parcel.ts';
import type { SourceNode } from './source-node.ts';

/** How a pipeline is run. */
export interface RunOptions {
  /** Ends the run at once: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far the run has come: at most every `progressIntervalMs`, and once at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** @defaultValue 100 */
  readonly progressIntervalMs?: number | undefined;
  /** Where dead letters go. Without it they are counted, and the first hundred are kept in the report. */
  readonly deadLetters?: DeadLetterSink | undefined;
  /**
   * How long a component may take to close before it is left behind and named.
   *
   * @defaultValue 5_000
   */
  readonly closeDeadlineMs?: number | undefined;
  /** @defaultValue `performance` */
  readonly clock?: Clock | undefined;
}

/** How many dead letters a report keeps. */
const keptDeadLetters = 100;

/** A run in the background: how far it is, its metrics and settings, its end. */
export class Run {
  /**
   * Resolves when the run has ended, everything flushed and closed.
   *
   * Rejects with a {@link PipelineError} when a component failed, and with the signal's reason after an abort; either
   * carries the report of how far it came as `report`.
   */
  readonly report: Promise<Report>;
  readonly #name: string;
  readonly #options: RunOptions;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  readonly #assembly: Assembly;
  readonly #intake: Intake;
  readonly #lifecycle = new Lifecycle();
  readonly #started: number;
  readonly #deadLetters: DeadLetter[] = [];
  #stopping = false;
  #lastProgress = 0;

  /** Starts at once; {@link Pipeline.start} checks the description first. */
  constructor(description: Description, options: RunOptions) {
    this.#name = description.name;
    this.#options = options;
    this.#clock = options.clock ?? performance;
    this.#started = this.#clock.now();
    this.#assembly = new Assembly(description, {
      clock: this.#clock,
      signal: this.#abort.signal,
      setAside: (letter) => this.#setAside(letter),
    });
    this.#intake = new Intake(this.#assembly.sources);
    this.report = this.#run();
  }

  /** How far the run has come. */
  get progress(): Progress {
    const elapsedMs = this.#clock.now() - this.#started;
    const ledger = this.#assembly.account.snapshot();
    const recordsPerSecond = elapsedMs > 0 ? (ledger.in / elapsedMs) * 1000 : 0;
    return { records: ledger.in, recordsPerSecond, elapsedMs, fraction: this.#fraction(), ledger };
  }

  /** The live metrics of a stage, by the name it has in the report. */
  metrics(stage: string): StageMetrics {
    return this.#stage(stage).metrics;
  }

  /** The settings of a stage: audited attributes, in force from its next batch. */
  settings<Settings extends object = { [setting: string]: unknown }>(stage: string): Settings {
    const node = this.#stage(stage);
    if (node.stage.settings) return node.stage.settings as Settings;
    throw new RangeError(`The stage '${stage}' has no settings that could be changed while it runs.`);
  }

  /** Stops reading, lets through what has been read, and resolves with the report. */
  stop(): Promise<Report> {
    this.#stopping = true;
    this.#intake.close();
    return this.report;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #run(): Promise<Report> {
    const { signal } = this.#options;
    const onAbort = (): void => {
      this.#abort.abort(signal?.reason);
      this.#intake.close();
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#toTheEnd();
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async #toTheEnd(): Promise<Report> {
    const failures: unknown[] = [];
    try {
      await this.#open();
      await this.#flow();
    } catch (failure) {
      failures.push(failure);
    }
    // Whoever still waits for something has nothing more to wait for.
    if (failures.length > 0 || this.#stopping) this.#abort.abort(failures[0]);
    failures.push(...(await this.#lifecycle.close(this.#options.closeDeadlineMs ?? 5_000)));
    this.#tellProgress(true);
    if (failures.length > 0) throw this.#asFailure(failures);
    return this.#balanced(this.#makeReport(this.#stopping ? 'stopped' : 'completed'));
  }

  async #open(): Promise<void> {
    const { signal } = this.#abort;
    const { deadLetters } = this.#options;
    if (deadLetters) this.#lifecycle.defer('deadLetters', async () => deadLetters[Symbol.asyncDispose]?.());
    for (const { component, place } of this.#assembly.parts) {
      signal.throwIfAborted();
      await this.#lifecycle.open(component, place, signal);
    }
    for (const node of this.#assembly.sources) {
      node.start(signal, (input) => this.#deadLetter(node, input));
      this.#lifecycle.defer(node.place, () => node.close());
    }
  }

  async #flow(): Promise<void> {
    const { account, chain, sources } = this.#assembly;
    const { signal } = this.#abort;
    for (let arrival = await this.#intake.next(); arrival; arrival = await this.#intake.next()) {
      const { batch } = arrival;
      account.in += batch.selected;
      const pushed = chain.push(new Parcel(batch, account));
      if (pushed) await pushed;
      this.#tellProgress(false);
    }
    signal.throwIfAborted();
    await chain.finish();
    await this.#options.deadLetters?.flush?.();
    await commit(sources);
  }

  #deadLetter(node: SourceNode, { raw, cause, position }: UnreadableInput): void | Promise<void> {
    this.#assembly.account.in += 1;
    this.#assembly.account.deadLettered += 1;
    return this.#setAside({ component: node.name, raw, cause, position });
  }

  #setAside(letter: DeadLetter): void | Promise<void> {
    if (this.#deadLetters.length < keptDeadLetters) this.#deadLetters.push(letter);
    const consumed = this.#options.deadLetters?.consume(letter);
    if (consumed) return Promise.resolve(consumed);
  }

  #stage(name: string) {
    const node = this.#assembly.stages.find((stage) => stage.name === name);
    if (node) return node;
    const names = this.#assembly.stages.map((stage) => `'${stage.name}'`).join(', ') || 'none';
    throw new RangeError(
      `There is no stage '${name}' in the pipeline '${this.#name}'; its stages are ${names}.`,
    );
  }

  #fraction(): number | undefined {
    const fractions = this.#assembly.sources.map(({ source, ended }) => (ended ? 1 : source.progress?.()));
    if (fractions.includes(undefined)) return undefined;
    return (fractions as number[]).reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
  }

  #tellProgress(atEnd: boolean): void {
    const { onProgress, progressIntervalMs = 100 } = this.#options;
    if (!onProgress) return;
    const now = this.#clock.now();
    if (!atEnd && now - this.#lastProgress < progressIntervalMs) return;
    this.#lastProgress = now;
    onProgress(this.progress);
  }

  #makeReport(ended: Report['ended']): Report {
    return {
      name: this.#name,
      ended,
      ledger: this.#assembly.account.snapshot(),
      stages: this.#assembly.stages.map((node) => node.report()),
      deadLetters: this.#deadLetters,
      durationMs: this.#clock.now() - this.#started,
    };
  }

  #balanced(report: Report): Report {
    const imbalance = imbalanceOf(report.ledger);
    if (imbalance === undefined) return report;
    const error = new PipelineError(
      'unbalanced-ledger',
      `The pipeline '${this.#name}' lost count of its records: ${imbalance}. ` +
        'A stage that makes other records says what became of those it took: absorb(), or hold() and settle().',
    );
    error.report = report;
    throw error;
  }

  /** The first failure is the one thrown; later ones are attached to it. */
  #asFailure([first, ...later]: unknown[]): unknown {
    const { signal } = this.#options;
    const aborted = signal?.aborted && first === signal.reason;
    const report = this.#makeReport(aborted ? 'aborted' : 'failed');
    if (typeof first === 'object' && first !== null && Object.isExtensible(first)) {
      Object.assign(first, { report }, later.length > 0 ? { later } : {});
    }
    return first;
  }
}

/** Tells each source how far its records have taken effect. */
async function commit(sources: readonly SourceNode[]): Promise<void> {
  for (const node of sources) {
    const position: Position | undefined = node.position;
    if (position !== undefined) await node.commit(position);
  }
}
