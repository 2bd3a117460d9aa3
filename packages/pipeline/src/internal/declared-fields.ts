import type { Fields } from '@pipe/records';
import type { AnyRecordType } from '../any-record.ts';
import { type Problem, printed, type Rule } from './options.ts';

/** What a stage reads whose function is written for these fields. */
export type ReadsFields<F extends Fields> = {
  readonly [Name in keyof F & string]: readonly [F[Name]['kind']];
};

/** The fields that a function is written for, each with its kind. */
export function readsFields<F extends Fields>(fields: F): ReadsFields<F> {
  const reads = Object.entries(fields).map(([name, { kind }]) => [name, [kind]]);
  return Object.fromEntries(reads) as ReadsFields<F>;
}

/**
 * Refuses records that a function written for these fields would misread: a value may be null, or a number where the
 * function expects a bigint.
 *
 * @param isExact - For a function that gets columns: those of nullable fields are of another shape.
 * @throws TypeError naming the field.
 */
export function requireFields(input: AnyRecordType, fields: Fields, isExact: boolean): void {
  for (const [name, declared] of Object.entries(fields)) {
    const { isNullable, as } = input.fields[name] ?? declared;
    if (isNullable && !declared.isNullable) {
      throw new TypeError(
        `'${name}' may be null, and its function reads a value: declare it nullable() in reads`,
      );
    }
    if (isExact && !isNullable && declared.isNullable) {
      throw new TypeError(
        `'${name}' is never null, and its function reads a nullable column: declare it so in reads`,
      );
    }
    if (as !== declared.as) {
      throw new TypeError(
        `'${name}' is read as ${declared.as}, but its rows hold a ${as}: declare it so in reads`,
      );
    }
  }
}

/** The fields that a function is said to read. */
export const readsRule: Rule = (name, reads) =>
  isFields(reads)
    ? undefined
    : `${name} has the fields that its function reads, such as Reading.fields or { value: field.float64() }; it was ${printed(reads)}`;

/** Whether these are fields by their names, none among them. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.values(value).every(isField);
}

/** What is wrong where exactly one of two functions has to be given. */
export function functionProblem(names: readonly [string, string], functions: readonly unknown[]): Problem {
  const given = functions.filter((value) => value !== undefined);
  if (given.length === 1 && typeof given[0] === 'function') return undefined;
  return `it works by one function: give ${names.join(' or ')}`;
}

function isField(value: unknown): boolean {
  return typeof (value as { kind?: unknown } | null)?.kind === 'string';
}
