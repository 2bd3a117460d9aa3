import type { Members } from '../members.ts';
import type {
  AnyClass,
  AssertOptions,
  CheckResult,
  MemberVerdict,
  Protocol,
  ProtocolOptions,
} from '../types.ts';
import { abstractBase } from './abstract-base.ts';
import { capture, resolve } from './bind.ts';
import { compose } from './compose.ts';
import { createConformance } from './conformance.ts';
import { DEFINITION, type Definition, define } from './definition.ts';
import { describeDefinition } from './describe.ts';
import { explain } from './explain.ts';
import type { Finding } from './find.ts';
import { notExpected } from './invalid-use.ts';
import { refuse } from './refuse.ts';
import { requireClass } from './require-class.ts';

/**
 * Everything that can be asked of a definition. Its functions need no `this`.
 *
 * @returns a protocol of whatever type its definition is said to describe.
 */
export function createProtocol(definition: Definition): Protocol<never> {
  const { name, requirements } = definition;
  if (typeof name !== 'string' || name.trim() === '') notExpected('A protocol name', name);
  if (requirements.length === 0) notExpected(`A member of ${name}`, undefined);
  const conformance = createConformance(requirements);

  const is = (value: unknown): value is never => conformance.includes(value);

  const check = (value: unknown): CheckResult => {
    const issues = is(value) ? [] : explain(conformance.shortcomings(value));
    return issues.length === 0 ? { ok: true } : { ok: false, issues };
  };

  return Object.freeze({
    name,
    is,
    [Symbol.hasInstance]: is,
    check,
    verdicts: (value: unknown) => conformance.survey(value).map(verdictOf),
    assert(value: unknown, options?: AssertOptions) {
      if (!is(value)) refuse(conformance.shortcomings(value), name, value, options?.as);
      return value as never;
    },
    bind(value: unknown, options?: AssertOptions) {
      const findings = conformance.survey(value).map(resolve);
      refuse(findings, name, value, options?.as);
      return capture(findings, value) as never;
    },
    base: () => abstractBase(definition),
    register<Foreign extends AnyClass>(foreign: Foreign) {
      conformance.trust(requireClass(foreign, definition));
      return foreign;
    },
    extend: (extension: string, members: Members, options?: ProtocolOptions) =>
      createProtocol(compose(extension, [definition], define(extension, members, options).requirements)),
    describe: () => describeDefinition(definition),
    '~standard': {
      version: 1,
      vendor: '@pipe/protocols',
      validate(value: unknown) {
        const result = check(value);
        return result.ok ? { value: value as never } : result;
      },
    },
    [DEFINITION]: definition,
  } as const);
}

function verdictOf({ protocol, key, place, verdict }: Finding): MemberVerdict {
  return { protocol, member: key, place, verdict };
}
