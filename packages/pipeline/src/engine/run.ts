import type { Description } from '../description.ts';
import { PipelineError } from '../errors.ts';
import { type Guarantee, reachedGuarantee } from '../guarantee.ts';
import { imbalanceOf } from '../ledger.ts';
import type { Progress, Report } from '../report.ts';
import { checkpointOptions, type RunOptions } from '../run-options.ts';
import type { StageMetrics } from '../stage-metrics.ts';
import type { Clock } from '../types.ts';
import { Conductor, type Ending } from './conductor.ts';
import { failureOf } from './failure.ts';
import type { StageNode } from './stage-node.ts';

/** A run in the background: how far it is, its metrics and settings, its end. */
export class Run {
  /**
   * Resolves when the run has ended, everything flushed and closed.
   *
   * Rejects with a {@link PipelineError} when a component failed, and with the signal's reason after an abort; either
   * carries the report of how far it came as `report`, unless the reason is a text or frozen.
   */
  readonly report: Promise<Report>;
  readonly #name: string;
  readonly #options: RunOptions;
  readonly #clock: Clock;
  readonly #conductor: Conductor;
  readonly #guarantee: Guarantee | 'none';
  readonly #started: number;
  #lastProgress: number;

  /** Starts at once; {@link Pipeline.start} checks the description first. */
  constructor(description: Description, options: RunOptions) {
    this.#name = description.name;
    this.#options = options;
    this.#clock = options.clock ?? performance;
    this.#started = this.#clock.now();
    this.#lastProgress = this.#started;
    const { deadLetters, guarantee } = options;
    const store = checkpointOptions(options)?.store;
    this.#guarantee = guarantee ?? reachedGuarantee(description, { store, deadLetters });
    this.#conductor = new Conductor(description, options, this.#clock, () => this.#tellProgress(false));
    this.report = this.#run();
    // Whoever holds the run may ask for its report later than it fails: that alone is no reason to end the process.
    this.report.catch(() => {});
  }

  /** How far the run has come. */
  get progress(): Progress {
    const elapsedMs = this.#clock.now() - this.#started;
    const ledger = this.#conductor.assembly.account.snapshot();
    const recordsPerSecond = elapsedMs > 0 ? (ledger.in / elapsedMs) * 1000 : 0;
    const fraction = this.#fraction();
    const remainingMs = fraction ? (elapsedMs / fraction) * (1 - fraction) : undefined;
    return { records: ledger.in, recordsPerSecond, elapsedMs, fraction, remainingMs, ledger };
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

  /** Asks no source for more until {@link Run.resume}; what has been read goes on. */
  pause(): void {
    this.#conductor.intake.pause();
  }

  /** Asks the sources for more again. */
  resume(): void {
    this.#conductor.intake.resume();
  }

  /**
   * Stops reading, lets through what has been read (rows that wait for a batch to fill included), and resolves with the
   * report. With a checkpoint store, what stages keep is saved for the next run; without one it is let out as at the end of
   * the input.
   */
  stop(): Promise<Report> {
    return this.#endBy('stop');
  }

  /** Stops reading, lets out everything as at the end of the input, and resolves with the report. */
  drain(): Promise<Report> {
    return this.#endBy('drain');
  }

  /** Stops the run: see {@link Run.stop}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #endBy(ending: Ending): Promise<Report> {
    this.#conductor.end(ending);
    return this.report;
  }

  async #run(): Promise<Report> {
    const failures = await this.#conductor.run();
    try {
      this.#tellProgress(true);
    } catch (failure) {
      failures.push(failure);
    }
    if (failures.length > 0) throw this.#asFailure(failures);
    return this.#balanced(this.#makeReport(this.#conductor.ending ? 'stopped' : 'completed'));
  }

  #stage(name: string): StageNode {
    const { stages } = this.#conductor.assembly;
    const node = stages.find((stage) => stage.name === name);
    if (node) return node;
    const names = stages.map((stage) => `'${stage.name}'`).join(', ') || 'none';
    throw new RangeError(
      `There is no stage '${name}' in the pipeline '${this.#name}'; its stages are ${names}.`,
    );
  }

  #fraction(): number | undefined {
    const { sources } = this.#conductor.assembly;
    const fractions = sources.map(({ source, ended }) => (ended ? 1 : source.progress?.()));
    if (fractions.includes(undefined)) return undefined;
    return (fractions as number[]).reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
  }

  #tellProgress(atEnd: boolean): void {
    const { onProgress, progressIntervalMs = 100 } = this.#options;
    if (!onProgress) return;
    const now = this.#clock.now();
    if (!atEnd && now - this.#lastProgress < progressIntervalMs) return;
    this.#lastProgress = now;
    try {
      onProgress(this.progress);
    } catch (cause) {
      throw failureOf('options', 'onProgress', cause);
    }
  }

  #makeReport(ended: Report['ended']): Report {
    const { assembly, deadLetters, eventLatency } = this.#conductor;
    return {
      name: this.#name,
      ended,
      ledger: assembly.account.snapshot(),
      guarantee: this.#guarantee,
      stages: assembly.stages.map((node) => node.report()),
      deadLetters: deadLetters.kept,
      durationMs: this.#clock.now() - this.#started,
      ...(eventLatency ? { eventLatency: eventLatency.summary() } : {}),
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
