import type { Protocol } from '@pipe/protocols';
import type { AnyRecordType } from './any-record.ts';
import type { AnyStage } from './chain-type.ts';
import { type Description, type Line, walkLines } from './description.ts';
import type { PipelineIssue, PipelineNote } from './errors.ts';
import { guaranteeIssues, isGuarantee } from './guarantee.ts';
import { heldRowsNotes } from './held-rows-notes.ts';
import { placed, placeOf } from './internal/component-name.ts';
import { isSpent } from './internal/instances.ts';
import { didYouMean } from './internal/nearest.ts';
import { choiceProblem, listed } from './internal/options.ts';
import { peek } from './internal/peek.ts';
import { policies } from './on-error.ts';
import { SinkProtocol, SourceProtocol, StageProtocol } from './protocols.ts';
import { runOptionProblems } from './run-option-problems.ts';
import { checkpointOptions, type RunOptions } from './run-options.ts';
import type { Reads, Sink } from './types.ts';

/** Whether a pipeline can run, and everything that keeps it from running. */
export interface CheckResult {
  readonly ok: boolean;
  readonly issues: readonly PipelineIssue[];
  /** Of a pipeline that can run: what else to know, such as a stage whose rows hold positions back. */
  readonly notes: readonly PipelineNote[];
}

/** `undefined` where the type cannot be known ahead. */
type KnownType = AnyRecordType | undefined;

/** Everything that keeps the description from running with these options. Opens and calls nothing of theirs but `output`. */
export function checkPipeline(description: Description, options: RunOptions): CheckResult {
  // Untyped code may give anything.
  const { guarantee, deadLetters, eventTime }: RunOptions = Object(options);
  const store = checkpointOptions(Object(options))?.store;
  const issues = [...optionIssues(options), ...partIssues(description)];
  // What is no component can be asked neither for its fields nor for a guarantee.
  if (!issues.some(({ code }) => code === 'protocol')) {
    issues.push(...typeIssues(description, eventTime));
    if (isGuarantee(guarantee))
      issues.push(...guaranteeIssues(description, guarantee, { store, deadLetters }));
  }
  const ok = issues.length === 0;
  return { ok, issues, notes: ok ? heldRowsNotes(description, store !== undefined) : [] };
}

function optionIssues(options: RunOptions): PipelineIssue[] {
  return runOptionProblems(options).map((message) => ({ code: 'setting', place: 'options', message }));
}

function partIssues(description: Description): PipelineIssue[] {
  const issues = [
    ...missingParts(description),
    ...componentIssues('sources', description.sources, SourceProtocol),
  ];
  walkLines(description, (line, path) => {
    issues.push(
      ...componentIssues(`${path}stages`, line.stages, StageProtocol),
      ...componentIssues(`${path}sinks`, line.sinks, SinkProtocol),
      ...policyIssues([...placed(`${path}stages`, line.stages), ...placed(`${path}sinks`, line.sinks)]),
    );
  });
  return issues;
}

function typeIssues(description: Description, eventTime: unknown): PipelineIssue[] {
  const types = description.sources.map((source) => source.recordType);
  const issues = sourceTypeIssues(description, types);
  if (issues.length > 0) return issues;
  const arriving: KnownType[] = [];
  return [...fieldIssues(description, types[0], '', arriving), ...eventTimeIssues(eventTime, arriving)];
}

/** Records of other types may reach sinks as well, such as alarms: one type with the field is enough. */
function eventTimeIssues(eventTime: unknown, arriving: readonly KnownType[]): PipelineIssue[] {
  if (typeof eventTime !== 'string') return [];
  const found = arriving.map((type) =>
    readIssues('options', { reads: { [eventTime]: ['timestamp'] } }, type),
  );
  if (found.some((issues) => issues.length === 0)) return [];
  return found
    .slice(0, 1)
    .flatMap(([{ place, message }]) => [{ code: 'setting', place, message: `eventTime ${message}` }]);
}

function missingParts({ name, sources, ...line }: Description): PipelineIssue[] {
  const issues: PipelineIssue[] = [];
  const missing = (place: string, message: string) => issues.push({ code: 'missing-part', place, message });
  if (typeof name !== 'string' || name.trim() === '')
    missing('name', "a pipeline has a name: pipeline('boiler-alarms')");
  if (sources.length === 0) missing('sources', 'there is no source; add one with .from(source)');
  walkLines(line, ({ sinks, branches }, path) => {
    if (sinks.length + Object.keys(branches).length > 0) return;
    missing(`${path}sinks`, 'the records go nowhere; add a sink with .into(sink)');
  });
  return issues;
}

function componentIssues(
  path: string,
  components: readonly unknown[],
  protocol: Pick<Protocol<unknown>, 'check'>,
): PipelineIssue[] {
  return placed(path, components).flatMap(([component, place]): PipelineIssue[] => {
    const result = protocol.check(component);
    if (!result.ok) {
      return result.issues.map(({ message }) => ({ code: 'protocol', place, message }));
    }
    if (!isSpent(component as object)) return [];
    const message =
      'this instance has already run, and its state is of that run; make a new one, or give its class a create() method';
    return [{ code: 'already-run', place, message }];
  });
}

/** A policy need not have been given by `onError`. */
function policyIssues(
  components: readonly (readonly [component: unknown, place: string])[],
): PipelineIssue[] {
  return components.flatMap(([component, place]) => {
    const message = choiceProblem('onError', peek(component, 'onError'), policies);
    return message === undefined ? [] : [{ code: 'setting', place, message }];
  });
}

/** Merged sources must yield records of one type. */
function sourceTypeIssues({ sources }: Description, types: readonly KnownType[]): PipelineIssue[] {
  const first = types[0];
  if (!first) return [];
  return placed('sources', sources).flatMap(([, place], index): PipelineIssue[] => {
    const type = types[index];
    if (!type || type.schemaHash === first.schemaHash) return [];
    const message = `yields ${describe(type)}, but ${placeOf('sources[0]', sources[0])} yields ${describe(first)}; merged sources need one record type`;
    return [{ code: 'wrong-kind', place, message }];
  });
}

function describe(type: AnyRecordType): string {
  return `${type.name} (${type.fieldNames.join(', ')})`;
}

/** Follows the record type along the line, and into its branches; notes the types of what reaches sinks. */
function fieldIssues(line: Line, input: KnownType, path: string, arriving: KnownType[]): PipelineIssue[] {
  const issues: PipelineIssue[] = [];
  let type = input;
  for (const [stage, place] of placed(`${path}stages`, line.stages)) {
    const found = readIssues(place, stage, type);
    issues.push(...found);
    type = found.length > 0 ? undefined : outputType(place, stage, type, issues);
  }
  for (const [sink, place] of placed(`${path}sinks`, line.sinks)) {
    arriving.push(type);
    issues.push(...readIssues(place, sink, type));
  }
  for (const [name, branch] of Object.entries(line.branches)) {
    issues.push(...fieldIssues(branch, type, `${path}branches.${name}.`, arriving));
  }
  return issues;
}

function outputType(place: string, stage: AnyStage, input: KnownType, issues: PipelineIssue[]): KnownType {
  if (!input || !stage.output) return input;
  try {
    return stage.output(input);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    issues.push({
      code: 'wrong-kind',
      place,
      message: `cannot say what it makes of ${input.name}: ${message}`,
    });
    return undefined;
  }
}

function readIssues(
  place: string,
  reader: { reads?: Reads | undefined } | Sink,
  type: KnownType,
): PipelineIssue[] {
  if (!type || !reader.reads) return [];
  return Object.entries(reader.reads).flatMap(([name, kinds]): PipelineIssue[] => {
    const field = type.fields[name];
    if (!field) return [{ code: 'missing-field', place, message: missingField(name, type) }];
    if (kinds.includes(field.kind)) return [];
    const message = `reads the field '${name}' of ${type.name} as ${listed(kinds)}, but it is ${field.kind}`;
    return [{ code: 'wrong-kind', place, message }];
  });
}

function missingField(name: string, type: AnyRecordType): string {
  const hint = didYouMean(name, type.fieldNames.map(String));
  return `reads the field '${name}', and ${type.name} has none of that name${hint}. Its fields are ${type.fieldNames.join(', ')}.`;
}
