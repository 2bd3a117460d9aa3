import { RecordError } from '../errors.ts';
import type { BatchState } from './batches/batch-state.ts';
import type { RowNumbers } from './batches/row-numbers.ts';
import { checkWhole } from './check-whole.ts';
import { suggestion } from './near-miss.ts';

/*
 * What is checked in development and not in production, where `no-checks.ts` stands for this file: see `imports` in
 * package.json. Where nothing decides it before, NODE_ENV does.
 */

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Read once, so that an optimising compiler sees a constant. */
export const isDevelopment: boolean = readMode();

function readMode(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    // A host without `process`.
    return true;
  }
}

/** Throws when a batch is nobody's any more. */
export function checkOwned({ end, type }: BatchState): void {
  if (!isDevelopment || end === undefined) return;
  throw new RecordError('released', `This batch of ${type.name} was ${end}; fork() it before, to keep it`);
}

/** Throws unless the first `count` of `rows` are ascending numbers of rows in play. */
export function checkRows(
  { selected, selection, length }: BatchState,
  rows: RowNumbers,
  count: number,
): void {
  if (!isDevelopment) return;
  checkWhole('narrow: count', count, 0, Math.min(rows.length, selected));
  const inPlay = selection && new Set(selection);
  for (let index = 0; index < count; index++) {
    const row = rows[index];
    const isAscending = index === 0 || row > rows[index - 1];
    if (isAscending && row < length && inPlay?.has(row) !== false) continue;
    throw new RecordError(
      'invalid-argument',
      `narrow: expected ascending numbers of rows in play, got ${row}`,
    );
  }
}

/** Empties what anybody may still hold of a buffer given back, so that a use of it is noticed. */
export function detach(buffer: ArrayBuffer): void {
  structuredClone(undefined, { transfer: [buffer] });
}

/** Names that tools read from objects of any kind to find out what they are: awaiting, printing, comparing. */
const probe = /^([_$@]|then$|toJSON$|inspect$|href$|protocol$|nodeType$|tagName$|asymmetricMatch$)/;

/**
 * The end of every row's prototype chain: reached only by names that the row does not have.
 *
 * `'name' in row` passes by and is the way to ask.
 */
export const guard: object | undefined = new Proxy(Object.create(Object.prototype), {
  get(target, name, receiver) {
    if (typeof name === 'symbol' || name in target || probe.test(name))
      return Reflect.get(target, name, receiver);
    const { name: type, fieldNames } = receiver.constructor;
    // A prototype looked at by itself, as printing does, belongs to no row.
    if (fieldNames === undefined || !Object.hasOwn(receiver, fieldNames[0])) return undefined;
    throw new RecordError('unknown-field', `${type} has no field ${name}; ${suggestion(name, fieldNames)}`);
  },
  set(_, name, __, receiver) {
    const { name: type, fieldNames } = receiver.constructor;
    throw new RecordError(
      'undeclared',
      `${String(name)} cannot be added: a ${type} is sealed; ${suggestion(String(name), fieldNames)}`,
    );
  },
});
