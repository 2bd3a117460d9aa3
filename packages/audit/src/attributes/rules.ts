import type { Rule } from '../types.ts';

/** A rule whose name stays what you wrote, also when the code is minified. */
export function rule<Value>(name: string, test: Rule<Value>): Rule<Value> {
  const named: Rule<Value> = (value, oldValue) => test(value, oldValue);
  Object.defineProperty(named, 'name', { value: name });
  return named;
}

/** Zero or more; NaN is refused. */
export const nonNegative: Rule<number> = /* @__PURE__ */ rule('nonNegative', (value) => value >= 0);

/** Neither NaN nor an infinity. */
export const finite: Rule<number> = /* @__PURE__ */ rule('finite', (value) => Number.isFinite(value));

/** A whole number. */
export const integer: Rule<number> = /* @__PURE__ */ rule('integer', (value) => Number.isInteger(value));

/** From `low` to `high`, both included. */
export function between(low: number, high: number): Rule<number> {
  return rule(`between(${low}, ${high})`, (value) => value >= low && value <= high);
}

/** One of the values listed, compared as `Array.prototype.includes` does. */
export function oneOf<const Value>(...values: readonly Value[]): Rule<Value> {
  return rule(`oneOf(${values.map(String).join(', ')})`, (value) => values.includes(value));
}

/** Never less than it was; NaN is refused. */
export const monotonic: Rule<number> = /* @__PURE__ */ rule(
  'monotonic',
  (value, oldValue) => value >= (oldValue ?? Number.NEGATIVE_INFINITY),
);
