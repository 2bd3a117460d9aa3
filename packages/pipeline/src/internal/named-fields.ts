import type { FieldKind } from '@pipe/records';
import { type Problem, printed } from './options.ts';

/** Every kind that has a text of few bytes. */
export const comparableKinds = [
  ...([
    'float64',
    'float32',
    'int8',
    'int16',
    'int32',
    'int64',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
  ] as const),
  ...(['bool', 'timestamp', 'dictionary', 'utf8'] as const),
] as const satisfies readonly FieldKind[];

const everyKind: readonly FieldKind[] = [...comparableKinds, 'binary'];

/** What a stage reads that takes fields of any kind. */
export type ReadsAny<Name extends string> = { readonly [Field in Name]: readonly FieldKind[] };

/** The fields of those names, whatever their kind. */
export function readsAny<Name extends string>(names: readonly Name[]): ReadsAny<Name> {
  return Object.fromEntries(names.map((name) => [name, everyKind])) as ReadsAny<Name>;
}

/** What is wrong with a list of field names: none, no text, one twice. */
export function namesProblem(option: string, names: unknown): Problem {
  if (!Array.isArray(names) || names.length === 0) {
    return `${option} names one field or more; it was ${printed(names)}`;
  }
  const wrong = names.find((name, i) => typeof name !== 'string' || name === '' || names.indexOf(name) !== i);
  return wrong === undefined
    ? undefined
    : `${option} names each field once; ${printed(wrong)} is no such name`;
}
