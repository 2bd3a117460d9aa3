import type { Check } from '@pipe/protocols/testing';

/** Names checks by what they check. */
export function checksOf(checks: { readonly [name: string]: () => Promise<void> }): Check[] {
  return Object.entries(checks).map(([name, run]) => ({ name, run }));
}

/** Fails the check at hand, unless the condition holds. */
export function expectThat(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** What the promise gives, or a failure that says what did not happen in time. */
export async function inTime<Result>(
  promise: PromiseLike<Result> | Result,
  deadlineMs: number,
  what: string,
): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timeout = setTimeout(
    () => reject(new Error(`${what} did not end within ${deadlineMs} ms`)),
    deadlineMs,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timeout);
  }
}

/** Lets whatever needs nothing but promises go on. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
