import type { Check } from '../../src/testing.ts';

/** The messages of the checks that fail, by their names. */
export async function failuresOf(checks: readonly Check[]): Promise<{ [check: string]: string }> {
  const failures: { [check: string]: string } = {};
  for (const { name, run } of checks) {
    await run().catch((failure: unknown) => {
      failures[name] = String(failure);
    });
  }
  return failures;
}
