import type { Rule } from '../types.ts';

/** The rule that a value breaks, with the error that it threw, if it did. */
export interface Broken {
  readonly rule: string;
  readonly cause?: unknown;
}

/** Whether all rules let the value pass. */
export function holds(rules: readonly Rule[], value: unknown, oldValue: unknown): boolean {
  for (let i = 0; i < rules.length; i += 1) {
    if (!passes(rules[i], value, oldValue)) return false;
  }
  return true;
}

/** The first rule that the value breaks. */
export function firstBroken(rules: readonly Rule[], value: unknown, oldValue: unknown): Broken | undefined {
  for (const rule of rules) {
    const broken = brokenBy(rule, value, oldValue);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function passes(rule: Rule, value: unknown, oldValue: unknown): boolean {
  try {
    return rule(value, oldValue) === true;
  } catch {
    return false;
  }
}

function brokenBy(rule: Rule, value: unknown, oldValue: unknown): Broken | undefined {
  const name = rule.name || 'unnamed rule';
  try {
    return rule(value, oldValue) === true ? undefined : { rule: name };
  } catch (cause) {
    return { rule: name, cause };
  }
}
