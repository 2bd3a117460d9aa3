import type { RecordIssue, RecordIssueCode } from '../../errors.ts';
import type { Field } from '../../field.ts';
import { rangeOf } from '../columns/ranges.ts';
import { fitsFloat32, fitsWide } from '../columns/value.ts';
import type { RecordCore } from '../record-core.ts';
import { nearMiss } from './near-miss.ts';

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
  for (let index = 0; index < names.length; index++) {
    const found = issueOf(names[index], fields[index], given[names[index]]);
    if (found !== undefined) issues.push(found);
  }
  return issues;
}

/** What is wrong with one field's value. */
export function issueOf(name: string, field: Field, value: unknown): RecordIssue | undefined {
  const expected = expectation(field);
  if (value === undefined) {
    return field.isOptional ? undefined : issue('missing', name, expected, 'nothing');
  }
  if (value === null) {
    return field.isNullable ? undefined : issue('not-nullable', name, expected, 'null');
  }
  const code = problem(field, value);
  return code === undefined ? undefined : issue(code, name, expected, describe(value));
}

/** The issue of a text for which a dictionary has no room. */
export function dictionaryFull(name: string, limit: number, text: string): RecordIssue {
  return issue(
    'dictionary-full',
    name,
    `one of at most ${limit} distinct texts`,
    `a further one: ${describe(text)}`,
  );
}

export function undeclared(name: string, names: readonly string[]): RecordIssue {
  const meant = nearMiss(name, names);
  const hint = meant === undefined ? `the fields are ${names.join(', ')}` : `did you mean ${meant}?`;
  const message = `${name} is not declared; ${hint}`;
  return { code: 'undeclared', field: name, expected: meant ?? 'no such field', received: name, message };
}

function problem(field: Field, value: unknown): RecordIssueCode | undefined {
  const range = rangeOf(field);
  if (range !== undefined) return problemOfInteger(field, value, range);
  switch (field.kind) {
    case 'float64':
      return typeof value === 'number' ? undefined : 'wrong-type';
    case 'float32':
      if (typeof value !== 'number') return 'wrong-type';
      return fitsFloat32(value) ? undefined : 'out-of-range';
    case 'timestamp': {
      const time = value instanceof Date ? value.getTime() : value;
      if (typeof time !== 'number') return 'wrong-type';
      return Number.isFinite(time) ? undefined : 'out-of-range';
    }
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'wrong-type';
    case 'binary':
      if (!(value instanceof Uint8Array)) return 'wrong-type';
      return value.length === field.byteWidth ? undefined : 'out-of-range';
    default:
      if (typeof value !== 'string') return 'wrong-type';
      return value.isWellFormed() ? undefined : 'out-of-range';
  }
}

function problemOfInteger(
  field: Field,
  value: unknown,
  [least, greatest]: readonly [number | bigint, number | bigint],
): RecordIssueCode | undefined {
  if (field.kind === 'int64' || field.kind === 'uint64') {
    if (fitsWide(field, value)) return undefined;
    return typeof value === 'bigint' || typeof value === 'number' ? 'out-of-range' : 'wrong-type';
  }
  if (typeof value !== 'number') return 'wrong-type';
  return Number.isInteger(value) && value >= least && value <= greatest ? undefined : 'out-of-range';
}

function expectation(field: Field): string {
  const kind = `${field.kind}${field.isNullable ? ', or null' : ''}`;
  const range = rangeOf(field);
  if (range !== undefined) return `a whole number from ${range[0]} to ${range[1]} (${kind})`;
  switch (field.kind) {
    case 'float64':
    case 'float32':
      return `a number (${kind})`;
    case 'timestamp':
      return `a time in epoch milliseconds, or a Date (${kind})`;
    case 'bool':
      return `true or false (${kind})`;
    case 'binary':
      return `a Uint8Array of ${field.byteWidth} bytes (${kind})`;
    default:
      return `well-formed text (${kind})`;
  }
}

function issue(code: RecordIssueCode, field: string, expected: string, received: string): RecordIssue {
  const subject = field === '' ? 'the value' : field;
  const verb = code === 'missing' ? `${subject} is missing` : subject;
  const message =
    code === 'missing' ? `${verb}; expected ${expected}` : `${verb}: expected ${expected}, got ${received}`;
  return { code, field, expected, received, message };
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
      return value === null ? 'null' : describeObject(value);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Uint8Array) return `a Uint8Array of ${value.length} bytes`;
  return value instanceof Date ? 'an invalid Date' : 'an object';
}
