import { ProtocolError } from '../errors.ts';
import type { AssertOptions, CheckResult, Protocol } from '../types.ts';
import { DEFINITION } from './brands.ts';
import { Conformance } from './conformance.ts';
import type { Definition } from './definition.ts';
import { explain, explainNothing } from './explain.ts';
import { printable } from './printable.ts';
import { render } from './render.ts';
import { subjectText } from './signature.ts';
import { subjectOf } from './survey.ts';

/** The questions that a definition answers. */
export function createProtocol(definition: Definition): Protocol<unknown> {
  const { name } = definition;
  const conformance = new Conformance(definition.requirements);

  const is = (value: unknown): value is unknown => conformance.includes(value);

  const check = (value: unknown): CheckResult => {
    if (conformance.includes(value)) return { ok: true };
    if (value === null || value === undefined) return { ok: false, issues: [explainNothing(name, value)] };
    conformance.forget(value);
    const issues = explain(conformance.survey(value), subjectOf(value));
    return issues.length === 0 ? { ok: true } : { ok: false, issues };
  };

  const assert = (value: unknown, { as }: AssertOptions = {}): unknown => {
    const result = check(value);
    if (result.ok) return value;
    const subject = subjectText(value);
    const headline = `${as === undefined ? subject : `${printable(as)} (${subject})`} does not satisfy ${printable(name)}`;
    throw new ProtocolError('unsatisfied', result.issues, () => render(headline, result.issues));
  };

  return Object.freeze({ name, is, check, assert, [Symbol.hasInstance]: is, [DEFINITION]: definition });
}
