import type { Fields } from '@pipe/records';
import type { Chain, ChainOutput } from './chain-type.ts';
import { type CheckResult, checkPipeline } from './check.ts';
import type { Description } from './description.ts';
import { Run } from './engine/run.ts';
import { invalidPipeline } from './errors.ts';
import type { Report } from './report.ts';
import type { RunOptions } from './run-options.ts';
import type { Sink, Source } from './types.ts';

/** The fields of what the sources yield, as far as they say. */
type FieldsOf<Sources extends readonly Source[]> = NonNullable<Sources[number]['recordType']>['fields'];

/**
 * A description of how records go: from sources, through stages, into sinks. It is immutable: each method returns a new
 * one, and nothing is opened before {@link Pipeline.run} or {@link Pipeline.start}.
 *
 * @typeParam F - The fields of the records where the description ends so far.
 */
export class Pipeline<F extends Fields = Fields> {
  /** Carries the type of the fields; never set. */
  declare readonly fields?: F;
  readonly #description: Description;

  constructor(description: Description) {
    this.#description = description;
  }

  get name(): string {
    return this.#description.name;
  }

  /** Adds sources. Their batches are merged as they come, fairly, in order within each source. */
  from<const Sources extends readonly Source[]>(...sources: Sources): Pipeline<FieldsOf<Sources>> {
    return this.#with({ sources: [...this.#description.sources, ...sources] });
  }

  /** Adds stages. A stage that reads a field which is not there, or is of another kind, does not compile. */
  through<const Stages extends readonly unknown[]>(
    ...stages: Stages & Chain<F, Stages>
  ): Pipeline<ChainOutput<F, Stages>> {
    const added = stages as unknown as Description['stages'];
    return this.#with({ stages: [...this.#description.stages, ...added] });
  }

  /**
   * Adds what a sub-pipeline adds: a function from one description to the next, written once and used in many pipelines,
   * `const smoothed = (input) => input.through(…)`.
   */
  pipe<G extends Fields>(subPipeline: (input: Pipeline<F>) => Pipeline<G>): Pipeline<G> {
    return subPipeline(this);
  }

  /** Adds sinks. Each gets every record; the next batch waits for the slowest. */
  into(...sinks: readonly Sink[]): Pipeline<F> {
    return this.#with({ sinks: [...this.#description.sinks, ...sinks] });
  }

  /**
   * Goes on in several named ways at once. Each branch gets every record over shared columns, filters and changes them
   * for itself, and keeps a ledger of its own in `ledger.branches`.
   */
  branch(branches: { readonly [name: string]: (input: Pipeline<F>) => Pipeline }): Pipeline<F> {
    const added = Object.entries(branches).map(([name, describe]) => {
      const empty = new Pipeline<F>({ name, sources: [], stages: [], sinks: [], branches: {} });
      return [name, describe(empty).#description] as const;
    });
    return this.#with({ branches: { ...this.#description.branches, ...Object.fromEntries(added) } });
  }

  /**
   * Everything that would keep the pipeline from running with these options, each with its place, and what else there is to
   * know. Nothing is opened.
   */
  check(options: RunOptions = {}): CheckResult {
    return checkPipeline(this.#description, options);
  }

  /**
   * Starts a run in the background.
   *
   * @throws {@link PipelineError} with every issue of {@link Pipeline.check}, before anything is opened.
   */
  start(options: RunOptions = {}): Run {
    const { ok, issues } = this.check(options);
    if (!ok) throw invalidPipeline(this.name, issues);
    return new Run(this.#description, options);
  }

  /**
   * Runs until the sources end, and resolves with the report.
   *
   * Rejects with a {@link PipelineError} when the description has issues or a component fails, and with the signal's
   * reason when it is aborted; either carries the `report` of how far it came.
   */
  async run(options: RunOptions = {}): Promise<Report> {
    return this.start(options).report;
  }

  #with<G extends Fields>(change: Partial<Description>): Pipeline<G> {
    return new Pipeline<G>({ ...this.#description, ...change });
  }
}

/** The empty description, with the name that reports and errors will give it. */
export function pipeline(name: string): Pipeline<never> {
  return new Pipeline<never>({ name, sources: [], stages: [], sinks: [], branches: {} });
}
