import { PipelineError } from '../errors.ts';

/** What a component threw, as an error that says which component and in which of its methods. */
export function failureOf(place: string, method: string, cause: unknown): PipelineError {
  // A failure further down the way, which came back through this component, keeps its own place.
  if (cause instanceof PipelineError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new PipelineError('component-failed', `${place} failed in ${method}(): ${message}`, { cause });
}

/** Calls a component, and turns what it throws into an error with its place. */
export async function attempt(place: string, method: string, call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (cause) {
    throw failureOf(place, method, cause);
  }
}
