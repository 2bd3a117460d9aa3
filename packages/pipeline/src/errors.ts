import type { Report } from './report.ts';

/** One way in which a pipeline cannot run as it was described. */
export interface PipelineIssue {
  /** What kind of shortcoming it is. */
  readonly code:
    | 'protocol'
    | 'missing-part'
    | 'missing-field'
    | 'wrong-kind'
    | 'setting'
    | 'guarantee'
    | 'already-run';
  /** Which component: `stages[1] thresholdFilter`. */
  readonly place: string;
  /** What was expected, what was found, and what to do. */
  readonly message: string;
}

/** Something to know about how a pipeline will run; no reason not to. */
export interface PipelineNote {
  /** Which component: `stages[1] alarms`. */
  readonly place: string;
  readonly message: string;
}

/** What kind of failure it is: a description that cannot run, a component that failed, a ledger that does not balance. */
export type PipelineErrorCode = 'invalid-pipeline' | 'component-failed' | 'unbalanced-ledger';

export interface PipelineErrorDetails {
  readonly issues?: readonly PipelineIssue[];
  readonly cause?: unknown;
}

const brand = Symbol.for('@pipe/pipeline/PipelineError');

/**
 * What every failure of a pipeline is: a description that cannot run (`invalid-pipeline`, every issue in `issues`), or a
 * component that failed while running (`component-failed`, with what it threw as the `cause`).
 */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
  readonly [brand] = true;
  readonly code: PipelineErrorCode;
  /** Everything wrong with the description; empty for a failure while running. */
  readonly issues: readonly PipelineIssue[];
  /** How far the run had come, when there was one. */
  report: Report | undefined = undefined;
  /** What else failed before the run had ended, in the order in which it did: the error itself is the first failure. */
  later: readonly unknown[] = [];

  constructor(code: PipelineErrorCode, message: string, { issues = [], cause }: PipelineErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.issues = issues;
  }

  /** Recognises the errors of another copy of the package as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/** The error for a description that cannot run: one line for each issue, its place first. */
export function invalidPipeline(name: string, issues: readonly PipelineIssue[]): PipelineError {
  const count = issues.length === 1 ? 'one thing is' : `${issues.length} things are`;
  const lines = issues.map(({ place, message }) => `  ${place}: ${message.replaceAll('\n', '\n    ')}`);
  return new PipelineError(
    'invalid-pipeline',
    `The pipeline '${name}' was not started: ${count} wrong with it.\n${lines.join('\n')}`,
    { issues },
  );
}
