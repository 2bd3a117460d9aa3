import { RecordError } from '../src/index.ts';

/** The error of something that has to fail. */
export function errorOf(action: () => unknown): RecordError {
  try {
    action();
  } catch (error) {
    if (error instanceof RecordError) return error;
    throw error;
  }
  throw new Error('It did not throw');
}
