import type { MethodKind, PropertyCheck } from '../members.ts';
import type { Requirement } from './definition.ts';
import { declaredArity, functionKind, isCallable } from './function-kind.ts';
import { attempt, dataValue, isObject, locate, peek } from './locate.ts';

/** What cannot be put into words. */
export const UNREADABLE = 'something unreadable';

/** The kinds of methods, and how a class body marks them. */
export const prefixes = { sync: '', async: 'async ', generator: '*', 'async-generator': 'async *' };

/** A key as it stands in a class body: `stream`, `'content-type'`, `[Symbol.asyncIterator]`. */
export function keyText(key: PropertyKey): string {
  if (typeof key !== 'symbol') return /^[\w$]+$/.test(String(key)) ? String(key) : `'${String(key)}'`;
  return `[${key.description?.startsWith('Symbol.') ? key.description : String(key)}]`;
}

/** A member as its protocol has it: `async *stream(options)`, `name: isString`. */
export function signature({ key, place, member }: Requirement): string {
  const name = key === undefined ? '' : keyText(key);
  const rest =
    member.type === 'method'
      ? head(name, member.kind, member.arity, member.parameters)
      : `${name}${checkText(member.check)}`;
  return place === 'static' ? `static ${rest}` : rest;
}

/** A value in words: numbers and short texts as they are, functions by their head, objects by their class. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return isObject(value) ? attempt(() => objectText(value), UNREADABLE) : String(value);
}

function checkText(check: PropertyCheck | undefined): string {
  return check === undefined ? '' : `: ${nameOf(check) || 'checked'}`;
}

function objectText(value: object): string {
  const name = nameOf(typeof value === 'function' ? value : dataValue(locate(value, 'constructor')));
  if (isCallable(value)) return head(name, functionKind(value), declaredArity(value));
  if (typeof value === 'function') return `class ${name}`;
  return name === '' ? 'a plain object' : `an instance of ${name}`;
}

/** The name that a function, class or protocol was given. */
function nameOf(value: unknown): string {
  const name = peek(value, 'name');
  return typeof name === 'string' ? name : '';
}

function head(
  name: string,
  kind: MethodKind = 'sync',
  arity?: number,
  parameters?: readonly string[],
): string {
  const known = parameters ?? (arity === undefined ? ['...args'] : [...'abcdefgh'].slice(0, arity));
  return `${prefixes[kind]}${name}(${known.join(', ')})`;
}
