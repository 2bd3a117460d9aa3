/// <reference lib="esnext.disposable" preserve="true" />

/**
 * Laws that tell whether something which has the right members also behaves, for any test runner.
 *
 * @packageDocumentation
 */

export { type Check, conforms, type Law } from './testing/conforms.ts';
export {
  type AbortOptions,
  closesOnEarlyExit,
  disposesTwice,
  endsOnAbort,
  type Items,
  type LawOptions,
} from './testing/laws.ts';
export { runChecks, type TestRunner } from './testing/run-checks.ts';
