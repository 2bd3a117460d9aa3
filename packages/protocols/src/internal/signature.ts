import type { Member, MethodMember } from '../members.ts';
import type { Requirement } from './definition.ts';
import { declaredArity, functionKind, functionName, isCallable } from './function-kind.ts';
import { isObject, peek, type Sighting } from './locate.ts';
import { printable } from './printable.ts';

const prefixes = { sync: '', async: 'async ', generator: '*', 'async-generator': 'async *' };

/** A key as it stands in a class body: `stream`, `[Symbol.asyncIterator]`. */
export function keyText(key: PropertyKey): string {
  if (typeof key !== 'symbol') return printable(String(key));
  const { description = '' } = key;
  if (description.startsWith('Symbol.')) return `[${printable(description)}]`;
  const shared = Symbol.keyFor(key) === undefined ? 'Symbol' : 'Symbol.for';
  return `[${shared}(${quoted(description)})]`;
}

/** A member as its protocol has it: `static async *stream(options)`, `name: isString`. */
export function signature({ key, place, member }: Requirement): string {
  const start = place === 'static' ? 'static ' : '';
  if (member.type === 'property') return `${start}${keyText(key)}${checkText(member)}`;
  const { kind = 'sync' } = member;
  const name = place === 'call' ? '' : keyText(key);
  return `${start}${prefixes[kind]}${name}(${parameterText(member)})`;
}

function checkText({ check }: Member & { type: 'property' }): string {
  if (check === undefined) return '';
  if (typeof check === 'function') return `: ${printable(functionName(check) || 'checked')}`;
  const name = peek(check, 'name');
  return `: ${printable(typeof name === 'string' ? name : `${check['~standard'].vendor} schema`)}`;
}

function parameterText({ parameters, arity }: MethodMember<unknown>): string {
  if (parameters !== undefined) return printable(parameters.join(', '));
  if (arity === undefined) return '…';
  return arity > 8 ? `${arity} arguments` : Array.from({ length: arity }, (_, i) => `arg${i + 1}`).join(', ');
}

/** What was seen, in words. */
export function sightingText(sighting: Sighting): string {
  switch (sighting.kind) {
    case 'absent':
      return 'nothing';
    case 'getter':
      return 'a getter';
    case 'unreadable':
      return 'a Proxy that does not let itself be read';
    case 'value':
      return valueText(sighting.value);
  }
}

/** A value in words: numbers and short texts as they are, functions by their head, objects by their class. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'symbol') return keyText(value).slice(1, -1);
  if (typeof value === 'bigint') return 'a bigint';
  if (!isObject(value)) return String(value);
  try {
    return typeof value === 'function' ? functionText(value) : objectText(value);
  } catch {
    return 'a Proxy that does not let itself be read';
  }
}

/** What a value is called in messages: the class of an instance, and otherwise the value in words. */
export function subjectText(value: unknown): string {
  return (isObject(value) && typeof value === 'object' && className(value)) || valueText(value);
}

/** The name of the class of an object, if it has one. */
export function className(value: object): string {
  const owner = peek(value, 'constructor');
  return typeof owner === 'function' ? printable(functionName(owner)) : '';
}

function functionText(value: object): string {
  const name = printable(functionName(value));
  if (!isCallable(value)) return name === '' ? 'a class without a name' : `class ${name}`;
  const count = declaredArity(value) ?? 0;
  return `${prefixes[functionKind(value)]}${name}(${count} parameter${count === 1 ? '' : 's'})`;
}

function objectText(value: object): string {
  if (Array.isArray(value)) return 'an array';
  const name = className(value);
  return name === '' ? 'a plain object' : `an instance of ${name}`;
}

function quoted(text: string): string {
  return `'${printable(text, 40)}'`;
}
