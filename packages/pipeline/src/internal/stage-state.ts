import { PipelineError } from '../errors.ts';

/** The options that a stage's state was made with, as plain data. */
export interface StateOf {
  readonly [option: string]: unknown;
}

/**
 * Refuses a state made with other options than the stage has now: its numbers would mean something else.
 *
 * @throws {@link PipelineError} `invalid-pipeline`.
 */
export function checkState(stage: string, now: StateOf, then: StateOf): void {
  const changed = Object.keys(now).filter((option) => !isSame(now[option], then[option]));
  if (changed.length === 0) return;
  const differences = changed.map(
    (option) => `${option} was ${text(then[option])} and is ${text(now[option])}`,
  );
  throw new PipelineError(
    'invalid-pipeline',
    `${stage}: the saved state was made with other options: ${differences.join(', ')}. ` +
      "Run with the options of then, or start anew with checkpoint.onOtherShape: 'reset'.",
  );
}

const isSame = (one: unknown, other: unknown): boolean => text(one) === text(other);

function text(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'not given');
}
