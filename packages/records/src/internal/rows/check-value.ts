import type { RecordIssue, RecordIssueCode } from '../../errors.ts';
import type { Field } from '../../field.ts';
import { accepts, hasTypeOf } from '../columns/accepts.ts';
import { suggestion } from '../near-miss.ts';
import type { RecordCore } from '../record-core.ts';

/** Every way in which `value` is not a record of these fields; none means that it is. */
export function issuesOf({ names, fields, positions }: RecordCore, value: unknown): RecordIssue[] {
  if (typeof value !== 'object' || value === null) {
    return [issue('wrong-type', '', `an object with the fields ${names.join(', ')}`, describe(value))];
  }
  const given = value as { readonly [name: string]: unknown };
  const issues: RecordIssue[] = [];
  for (const name in given) {
    if (!positions.has(name)) issues.push(undeclared(name, names));
  }
  for (const [position, name] of names.entries()) {
    const found = issueOf(name, fields[position], given[name]);
    if (found !== undefined) issues.push(found);
  }
  return issues;
}

/** What is wrong with one field's value. */
export function issueOf(name: string, field: Field, value: unknown): RecordIssue | undefined {
  const code = problem(field, value);
  return code === undefined
    ? undefined
    : issue(code, name, expectation(field), value === undefined ? 'nothing' : describe(value));
}

function problem(field: Field, value: unknown): RecordIssueCode | undefined {
  if (value === undefined) return field.isOptional ? undefined : 'missing';
  if (value === null) return field.isNullable ? undefined : 'not-nullable';
  if (accepts(field, value)) return undefined;
  return hasTypeOf(field, value) ? 'out-of-range' : 'wrong-type';
}

export function undeclared(name: string, names: readonly string[]): RecordIssue {
  const message = `${name} is not declared; ${suggestion(name, names)}`;
  return { code: 'undeclared', field: name, expected: `one of ${names.join(', ')}`, received: name, message };
}

/** The issue of a text for which a dictionary has no room. */
export function dictionaryFull(name: string, limit: number, text: string): RecordIssue {
  return issue('dictionary-full', name, `at most ${limit} distinct texts`, `also ${describe(text)}`);
}

function issue(code: RecordIssueCode, field: string, expected: string, received: string): RecordIssue {
  return {
    code,
    field,
    expected,
    received,
    message: `${field || 'the value'}: expected ${expected}, got ${received}`,
  };
}

/** What a field takes, in words. */
export function expectation(field: Field): string {
  return `${expectedValue(field)} (${field.kind}${field.isNullable ? ', or null' : ''})`;
}

function expectedValue(field: Field): string {
  if (field.range !== undefined) return `a whole number from ${field.range[0]} to ${field.range[1]}`;
  switch (field.kind) {
    case 'timestamp':
      return 'epoch milliseconds or a Date';
    case 'bool':
      return 'true or false';
    case 'binary':
      return `a Uint8Array of ${field.byteWidth} bytes`;
    case 'dictionary':
    case 'utf8':
      return 'well-formed text';
    default:
      return 'a number';
  }
}

const longestQuote = 40;

/** A value in a message: short, and never by calling its own methods. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > longestQuote ? `${value.slice(0, longestQuote)}…` : value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      if (Array.isArray(value) || value instanceof Uint8Array) return `an array of ${value.length}`;
      return value === null ? 'null' : 'an object';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}
