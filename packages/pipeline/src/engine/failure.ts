import { PipelineError } from '../errors.ts';

/**
 * What a component threw, as an error that says which component and in which of its methods.
 *
 * @param advice - What it means, and what to do about it.
 */
export function failureOf(place: string, method: string, cause: unknown, advice?: string): PipelineError {
  // A failure further down the way, which came back through this component, keeps its own place.
  if (cause instanceof PipelineError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const text = `${place} failed in ${method}(): ${message}`;
  return new PipelineError('component-failed', advice ? `${text}. ${advice}` : text, { cause });
}
