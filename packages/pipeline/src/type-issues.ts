import type { AnyRecordType } from './any-record.ts';
import type { AnyStage } from './chain-type.ts';
import type { Description, Line } from './description.ts';
import type { PipelineIssue } from './errors.ts';
import { placed, placeOf } from './internal/component-name.ts';
import { didYouMean } from './internal/nearest.ts';
import { listed } from './internal/options.ts';
import type { Reads } from './types.ts';

/** `undefined` where the type cannot be known ahead. */
type KnownType = AnyRecordType | undefined;

/**
 * Every field that is read and not there, or of another kind, by the types that the sources say they yield.
 *
 * @param eventTime - The timestamp field that latency is to be measured against, if it is.
 */
export function typeIssues(description: Description, eventTime: unknown): PipelineIssue[] {
  const types = description.sources.map((source) => source.recordType);
  const issues = sourceTypeIssues(description, types);
  if (issues.length > 0) return issues;
  const arriving: KnownType[] = [];
  return [...fieldIssues(description, types[0], '', arriving), ...eventTimeIssues(eventTime, arriving)];
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

/** Records of other types may reach sinks as well, such as alarms: one type with the field is enough. */
function eventTimeIssues(eventTime: unknown, arriving: readonly KnownType[]): PipelineIssue[] {
  if (typeof eventTime !== 'string') return [];
  const reader = { reads: { [eventTime]: ['timestamp'] as const } };
  const issues = arriving.map((type) => readIssues('options', reader, type)[0]);
  const [first] = issues;
  if (!first || issues.some((issue) => !issue)) return [];
  return [{ ...first, code: 'setting', message: `eventTime ${first.message}` }];
}

function readIssues(
  place: string,
  reader: { readonly reads?: Reads | undefined },
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
