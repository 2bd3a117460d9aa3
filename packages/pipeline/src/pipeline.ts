import type { Fields } from '@pipe/records';
import type { Chain, ChainOutput } from './chain-type.ts';
import { type CheckResult, checkPipeline } from './check.ts';
import type { Description } from './description.ts';
import { Run } from './engine/run.ts';
import { invalidPipeline, type PipelineIssue } from './errors.ts';
import { printed } from './internal/options.ts';
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
   *
   * @throws {@link PipelineError} when it returns no pipeline.
   */
  pipe<G extends Fields>(subPipeline: (input: Pipeline<F>) => Pipeline<G>): Pipeline<G> {
    const made = described(subPipeline, this);
    if (typeof made !== 'string') return made;
    throw invalidPipeline(this.name, [{ code: 'setting', place: 'pipe()', message: made }]);
  }

  /** Adds sinks. Each gets every record; the next batch waits for the slowest. */
  into(...sinks: readonly Sink[]): Pipeline<F> {
    return this.#with({ sinks: [...this.#description.sinks, ...sinks] });
  }

  /**
   * Goes on in several named ways at once. Each branch gets every record over shared columns, filters and changes them
   * for itself, and keeps a ledger of its own in `ledger.branches`.
   *
   * @throws {@link PipelineError} when a name is taken by an earlier branch, when a function returns no pipeline, or one with a
   * source of its own.
   */
  branch(branches: { readonly [name: string]: (input: Pipeline<F>) => Pipeline }): Pipeline<F> {
    const lines = new Map(Object.entries(this.#description.branches));
    const issues: PipelineIssue[] = [];
    const refuse = (place: string, message: string) => issues.push({ code: 'setting', place, message });
    if (Object(branches) !== branches)
      refuse('branches', `expects functions by name; it was ${printed(branches)}`);
    for (const [name, describe] of Object.entries(Object(branches) as typeof branches)) {
      const made = described(describe, new Pipeline<F>(nothing(`${this.name}.${name}`)));
      if (typeof made === 'string') refuse(`branches.${name}`, made);
      else if (lines.has(name)) refuse(`branches.${name}`, taken);
      else if (made.#description.sources.length > 0) refuse(`branches.${name}`, ownSource);
      else lines.set(name, made.#description);
    }
    if (issues.length > 0) throw invalidPipeline(this.name, issues);
    return this.#with({ branches: Object.fromEntries(lines) });
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
   * reason when it is aborted; either carries the `report` of how far it came, unless the reason cannot: see
   * {@link RunOptions.signal}.
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
  return new Pipeline<never>(nothing(name));
}

function nothing(name: string): Description {
  return { name, sources: [], stages: [], sinks: [], branches: {} };
}

const taken = 'there is a branch of this name already';
const ownSource =
  'has a source of its own, and a branch gets the records of the pipeline that it leaves: give the source to that';

/** What a function makes of a pipeline; in words where it is no such function. */
function described<F extends Fields, G extends Fields>(
  describe: (input: Pipeline<F>) => Pipeline<G>,
  input: Pipeline<F>,
): Pipeline<G> | string {
  const isFunction = typeof describe === 'function';
  const made: unknown = isFunction ? describe(input) : describe;
  if (isFunction && made instanceof Pipeline) return made;
  return (
    'expects a function that returns the pipeline it has described, (input) => input.through(stage); ' +
    `it ${isFunction ? 'returned' : 'was'} ${printed(made)}`
  );
}
