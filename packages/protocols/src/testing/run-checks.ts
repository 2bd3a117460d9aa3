import type { Protocol } from '../types.ts';
import { conforms, type Law } from './conforms.ts';
import type { LawOptions } from './laws.ts';

/** What Vitest, node:test, Jest, Mocha and Bun have in common. */
export interface TestRunner {
  /** Groups the tests that its body registers. */
  readonly describe: (name: string, body: () => void) => unknown;
  /** Registers a test. */
  readonly test: (name: string, run: () => Promise<void>) => unknown;
}

/**
 * Registers the checks of `conforms` with a test runner, as a suite of their own.
 *
 * @param runner - `{ describe, test }` as imported from `vitest` or `node:test`.
 * @param name - Whose implementation it is.
 */
export function runChecks<Type>(
  runner: TestRunner,
  name: string,
  protocol: Protocol<Type>,
  make: () => Type | PromiseLike<Type>,
  laws?: readonly Law<Type>[],
  options?: LawOptions,
): void {
  const checks = conforms(protocol, make, laws, options);
  runner.describe(`${name} conforms to ${protocol.name}`, () => {
    for (const check of checks) runner.test(check.name, check.run);
  });
}
