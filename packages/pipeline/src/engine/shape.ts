import type { AnyRecordType } from '../any-record.ts';
import type { Checkpoint } from '../checkpoint.ts';
import type { Description, Line } from '../description.ts';
import { PipelineError } from '../errors.ts';
import { componentName } from '../internal/component-name.ts';

/** What a pipeline is made of, a line for each part: a checkpoint fits only a pipeline of the same shape. */
export function shapeOf(description: Description): string[] {
  const types = description.sources.map((source) => source.recordType);
  const sources = description.sources.map(
    (source, i) => `source ${componentName(source)} yields ${typeText(types[i])}`,
  );
  return [...sources, ...lineShape(description, types[0], '')];
}

function lineShape(line: Line, input: AnyRecordType | undefined, path: string): string[] {
  let type = input;
  const stages = line.stages.map((stage) => {
    if (type && stage.output) type = stage.output(type);
    return `${path}stage ${componentName(stage)} yields ${typeText(type)}`;
  });
  const sinks = line.sinks.map((sink) => `${path}sink ${componentName(sink)}`);
  const branches = Object.entries(line.branches).flatMap(([name, branch]) =>
    lineShape(branch, type, `${path}${name}: `),
  );
  return [...stages, ...sinks, ...branches];
}

function typeText(type: AnyRecordType | undefined): string {
  return type ? `${type.name} ${type.schemaHash}` : 'records';
}

/** The refusal of a checkpoint that was made by a pipeline of another shape. */
export function otherShape(checkpoint: Checkpoint, shape: readonly string[]): PipelineError {
  const gone = checkpoint.shape.filter((line) => !shape.includes(line)).map((line) => `  - ${line}`);
  const come = shape.filter((line) => !checkpoint.shape.includes(line)).map((line) => `  + ${line}`);
  const differences = [...gone, ...come];
  const what = differences.length > 0 ? differences.join('\n') : '  the same parts stand in another order';
  return new PipelineError(
    'invalid-pipeline',
    `The checkpoint of '${checkpoint.pipeline}' (epoch ${checkpoint.epoch}) is of a pipeline of another shape:\n${what}\n` +
      "Give checkpoint.onOtherShape: 'reset' to start anew, or a function that makes the old checkpoint fit.",
  );
}
