import type { Fields } from '@pipe/records';
import type { AnyRecordType } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import { componentName } from '../internal/component-name.ts';
import type { OpenContext, Position, Source, StreamOptions } from '../types.ts';
import { MergeReader, type Part } from './merge-reader.ts';

/** The fields of what the sources yield, as far as they say. */
export type MergedFields<Sources extends readonly Source[]> =
  NonNullable<Sources[number]['recordType']> extends { readonly fields: infer F extends Fields } ? F : Fields;

/**
 * Several sources as one, for where one is asked for: `pipeline.from(a, b)` merges by itself.
 *
 * Batches come in the order in which the sources have them, in order within each source; each is one batch ahead at most,
 * so a quick one cannot crowd out a slow one. The position is `{ sourceName: position }`, where every source has one, and
 * commits go to each source with its own. What one of them throws ends the merge, and the others are told to stop.
 *
 * @throws {@link PipelineError} when there is no source, the record types differ, or some take commits and others do not:
 *   the merge could then neither promise what the former do nor admit to the latter.
 */
export function merge<const Sources extends readonly Source[]>(
  ...sources: Sources
): Source<MergedFields<Sources>> {
  const issues = [...typeIssues(sources), ...commitIssues(sources)];
  if (sources.length === 0) issues.push('there is nothing to merge; give it sources: merge(a, b)');
  if (issues.length > 0) throw new PipelineError('invalid-pipeline', `merge: ${issues.join('; ')}.`);
  const canRepeat = sources.every(({ create }) => create !== undefined);
  return canRepeat ? new RepeatableMerge(sources) : new Merge(sources);
}

function typeIssues(sources: readonly Source[]): string[] {
  const types = sources.flatMap(({ recordType }) => (recordType ? [recordType as AnyRecordType] : []));
  const others = types.filter(({ schemaHash }) => schemaHash !== types[0].schemaHash);
  return others
    .slice(0, 1)
    .map(
      ({ name }) => `merged sources need one record type; ${types[0].name} and ${name} have different fields`,
    );
}

function commitIssues(sources: readonly Source[]): string[] {
  const takes = sources.find(({ commit }) => commit);
  const takesNot = sources.find(({ commit, position }) => !commit || !position);
  if (!takes || !takesNot) return [];
  return [
    `${componentName(takes) || 'one source'} takes commits and ${componentName(takesNot) || 'another'} does not; ` +
      'give them to from() one by one, which keeps them apart',
  ];
}

class Merge implements Source {
  readonly name: string;
  readonly recordType?: AnyRecordType;
  readonly position?: () => Position;
  readonly commit?: (position: Position) => Promise<void>;
  readonly #parts: readonly Part[];
  readonly #opened: Source[] = [];
  #reader: MergeReader | undefined;

  constructor(sources: readonly Source[]) {
    this.#parts = namedParts(sources);
    this.name = this.#parts.map(({ name }) => name).join('+');
    const recordType = sources.find((source) => source.recordType)?.recordType;
    if (recordType) this.recordType = recordType;
    if (sources.every(({ position }) => position)) this.position = () => this.#reader?.position ?? {};
    if (sources.every(({ commit }) => commit)) this.commit = (position) => this.#commit(position);
  }

  async open(context: OpenContext): Promise<void> {
    for (const { source } of this.#parts) {
      // Noted first: an `open` that fails half-way has something to release, too.
      this.#opened.push(source);
      await source.open?.(context);
    }
  }

  stream(options: StreamOptions): MergeReader {
    this.#reader = new MergeReader(this.#parts, options);
    return this.#reader;
  }

  finish(): void {
    this.#reader?.finish();
  }

  progress(): number | undefined {
    const fractions = this.#parts.map(({ source, name }) =>
      this.#reader?.hasEnded(name) ? 1 : source.progress?.(),
    );
    if (fractions.includes(undefined)) return undefined;
    return (fractions as number[]).reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
  }

  /** Closes the sources in reverse order, all of them, and throws what the first that failed threw. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closings: (() => unknown)[] = [() => this.#reader?.closed()];
    for (let source = this.#opened.pop(); source; source = this.#opened.pop()) {
      const closing = source;
      closings.push(() => closing[Symbol.asyncDispose]?.());
    }
    await allInTurn(closings);
  }

  async #commit(position: Position): Promise<void> {
    const positions = position as { readonly [source: string]: Position };
    await allInTurn(
      this.#parts.map(
        ({ source, name }) =>
          () =>
            name in positions && source.commit?.(positions[name]),
      ),
    );
  }
}

class RepeatableMerge extends Merge {
  readonly #sources: readonly Source[];

  constructor(sources: readonly Source[]) {
    super(sources);
    this.#sources = sources;
  }

  create(): RepeatableMerge {
    return new RepeatableMerge(this.#sources.map((source) => source.create?.() ?? source));
  }
}

/** Sources by name; a name that is there already gets a number. */
function namedParts(sources: readonly Source[]): Part[] {
  const counts = new Map<string, number>();
  return sources.map((source, index) => {
    const name = componentName(source) || `sources[${index}]`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { source, name: count === 1 ? name : `${name}#${count}` };
  });
}

/** Does all of it, one after the other, also when some of it fails; then throws the first failure. */
async function allInTurn(work: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of work) {
    try {
      await step();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
}
