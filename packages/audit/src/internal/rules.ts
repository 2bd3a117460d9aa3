import type { Check, Rule, StandardSchema } from '../types.ts';

/** The rule that a value breaks, with the error that it threw, if it did. */
export interface Broken {
  readonly rule: string;
  readonly cause?: unknown;
}

/** Whether all rules let the value pass. */
export function holds(rules: readonly Rule[], value: unknown, oldValue: unknown): boolean {
  try {
    for (let i = 0; i < rules.length; i += 1) {
      if (rules[i](value, oldValue) !== true) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** The first rule that the value breaks. */
export function firstBroken(rules: readonly Rule[], value: unknown, oldValue: unknown): Broken | undefined {
  for (const rule of rules) {
    const broken = attempt(rule.name, () => {
      const answer: unknown = rule(value, oldValue);
      if (isThenable(answer)) throw asynchronous();
      return answer === true;
    });
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** What breaks when `test` is false or throws. */
export function attempt(name: string, test: () => boolean): Broken | undefined {
  const rule = name || 'unnamed rule';
  try {
    return test() ? undefined : { rule };
  } catch (cause) {
    return { rule, cause };
  }
}

/** A check as a rule: a schema's issues become the message of the error that the rule throws. */
export function toRule(check: Check<never>): Rule {
  return typeof check === 'function' ? (check as Rule) : schemaRule(check);
}

/** Whether this is a promise or passes for one; if so its failure, which no one will see, is taken care of. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const then = (value as PromiseLike<unknown> | undefined | null)?.then;
  if (typeof then !== 'function') return false;
  then.call(value, undefined, () => {});
  return true;
}

function schemaRule(schema: StandardSchema): Rule {
  const { vendor } = schema['~standard'];
  const rule: Rule = (value) => {
    const result = schema['~standard'].validate(value) as { issues?: readonly { message: string }[] };
    if (isThenable(result)) throw asynchronous();
    if (result.issues === undefined) return true;
    throw new TypeError(result.issues.map(({ message }) => message).join('; '));
  };
  return Object.defineProperty(rule, 'name', { value: `${vendor} schema` });
}

function asynchronous(): TypeError {
  return new TypeError('A rule answers at once: an asynchronous one cannot refuse a write.');
}
