import { AuditError, type Change } from '../../src/index.ts';

/** A change without what differs from run to run. */
export function brief({ attribute, oldValue, newValue, outcome }: Change): unknown[] {
  return [attribute, oldValue, newValue, outcome];
}

/** The AuditError that the body throws. */
export function refusalOf(body: () => void): AuditError {
  try {
    body();
  } catch (error) {
    if (error instanceof AuditError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** A clock that stands still until it is moved. */
export function manualClock(start = 0) {
  let now = start;
  return {
    now: () => now,
    set(time: number) {
      now = time;
    },
  };
}
