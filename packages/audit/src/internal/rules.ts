import type { Check, Rule, StandardSchema } from '../types.ts';

/** The rule that was broken, with the error that it threw, if it did. */
export interface Broken {
  readonly rule: string;
  readonly cause?: unknown;
}

/** What is broken when the rule does not let the value pass. On the hot path: small enough to be inlined. */
export function brokenBy(rule: Rule, value: unknown, oldValue: unknown): Broken | undefined {
  try {
    const answer: unknown = rule(value, oldValue);
    return answer === true ? undefined : unmet(rule, answer);
  } catch (cause) {
    return thrownBy(rule, cause);
  }
}

/** What is broken when `test` gives anything but true, or throws. */
export function attempt(name: string, test: () => unknown): Broken | undefined {
  try {
    const answer = test();
    return answer === true ? undefined : unmet({ name }, answer);
  } catch (cause) {
    return thrownBy({ name }, cause);
  }
}

function unmet(rule: { readonly name: string }, answer: unknown): Broken {
  if (!isThenable(answer)) return { rule: rule.name };
  return thrownBy(rule, new TypeError('a rule has to answer at once, and this one returned a promise'));
}

function thrownBy({ name }: { readonly name: string }, cause: unknown): Broken {
  return { rule: name, cause };
}

/** The first thing that is broken. */
export function firstBroken<Item>(
  items: Iterable<Item>,
  judge: (item: Item) => Broken | undefined,
): Broken | undefined {
  for (const item of items) {
    const broken = judge(item);
    if (broken) return broken;
  }
  return undefined;
}

/** A check as a rule: a schema's issues become the message of the error that the rule throws. */
export function toRule(check: Check<never>): Rule {
  return typeof check === 'function' ? (check as Rule) : schemaRule(check);
}

/** Whether this is a promise or passes for one. Its failure, which no one else will see, is taken care of. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  const then = (value as PromiseLike<unknown> | undefined | null)?.then;
  if (typeof then !== 'function') return false;
  then.call(value, undefined, () => {});
  return true;
}

function schemaRule({ '~standard': { vendor, validate } }: StandardSchema): Rule {
  const rule = (value: unknown) => {
    const result = validate(value) as { readonly issues?: readonly { readonly message: string }[] };
    if (result.issues) throw new TypeError(result.issues.map(({ message }) => message).join('; '));
    return isThenable(result) ? result : true;
  };
  return Object.defineProperty(rule as Rule, 'name', { value: `${vendor} schema` });
}
