import type { Requirement } from './definition.ts';
import { editDistance } from './edit-distance.ts';
import { isClass, sourceOf } from './function-kind.ts';
import { DEEPEST, isObject, peek, peekOwn } from './locate.ts';
import { keyText } from './signature.ts';
import type { Subject } from './survey.ts';

/** More names than these are not searched for a similar one. */
const MOST_NAMES = 500;

/** What was probably meant by what is there in place of a missing member. */
export function nearMiss(
  requirement: Requirement,
  subject: Subject,
  known: ReadonlySet<PropertyKey>,
): string | undefined {
  try {
    return (
      elsewhere(requirement, subject) ??
      similarKey(requirement, subject, known) ??
      hidden(requirement, subject)
    );
  } catch {
    return undefined;
  }
}

/** The member is there, but in another place. */
function elsewhere({ key, place }: Requirement, subject: Subject): string | undefined {
  const { target } = subject;
  const name = keyText(key);
  const statics = staticsOf(subject);
  if (place === 'static') return has(target, key) ? `its ${name} is not static` : undefined;
  if (statics && has(statics, key)) return `its ${name} is static`;
  const prototype = typeof target === 'function' ? peekOwn(target, 'prototype') : undefined;
  if (isObject(prototype) && has(prototype, key)) return 'this is the class: pass an instance of it';
  return typeof peek(target, 'then') === 'function' ? 'it is a promise: await it first' : undefined;
}

/** The member is there by another key: in other case, as a text instead of a symbol or the reverse, misspelt. */
function similarKey(
  { key, place }: Requirement,
  subject: Subject,
  known: ReadonlySet<PropertyKey>,
): string | undefined {
  const home = place === 'static' ? staticsOf(subject) : subject.target;
  const keys = home === undefined ? [] : keysOf(home).filter((candidate) => !known.has(candidate));
  const wanted = bareText(key);
  const near =
    keys.find((candidate) => bareText(candidate) === wanted) ??
    (typeof key === 'string' ? nearest(wanted, keys) : undefined);
  return near === undefined ? undefined : `it has ${keyText(near)}: did you mean ${keyText(key)}?`;
}

/** The member is in the text of the class, but private, or a field where methods are asked for. */
function hidden({ key }: Requirement, { target, above }: Subject): string | undefined {
  if (typeof key !== 'string' || !/^[\w$]+$/.test(key)) return undefined;
  const name = key.replaceAll('$', '\\$');
  const sources = classSources(target);
  const mentions = (pattern: string) => sources.some((source) => new RegExp(pattern).test(source));
  if (mentions(`#${name}\\s*[(=;]`)) return `its #${key} is private`;
  if (above > 0 && mentions(`[\\s;{]${name}\\s*=[^=>]`))
    return `its ${key} is a field, set only later: make it a method`;
  return undefined;
}

/** A key without what sets symbols and texts apart, in lower case. */
function bareText(key: PropertyKey): string {
  const text = typeof key === 'symbol' ? (key.description ?? '') : String(key);
  return text.replace(/^(Symbol\.|@@)/, '').toLowerCase();
}

function nearest(wanted: string, keys: readonly PropertyKey[]): PropertyKey | undefined {
  let best: PropertyKey | undefined;
  let limit = Math.floor(Math.max(wanted.length, 3) / 3);
  for (const key of keys) {
    if (typeof key !== 'string') continue;
    const distance = editDistance(bareText(key), wanted, limit);
    if (distance > limit) continue;
    best = key;
    limit = distance - 1;
  }
  return best;
}

function staticsOf({ owner }: Subject): object | undefined {
  return owner.kind === 'value' && typeof owner.value === 'function' ? owner.value : undefined;
}

function has(target: object, key: PropertyKey): boolean {
  return typeof peek(target, key) === 'function';
}

function keysOf(target: object): PropertyKey[] {
  return chainOf(target)
    .filter((holder) => !isLong(holder))
    .flatMap((holder) => Reflect.ownKeys(holder))
    .slice(0, MOST_NAMES);
}

/** Arrays and their like would list every index. */
function isLong(holder: object): boolean {
  return ArrayBuffer.isView(holder) || Number(peekOwn(holder, 'length')) > MOST_NAMES;
}

function classSources(target: object): string[] {
  return chainOf(target)
    .map((holder) => peekOwn(holder, 'constructor'))
    .filter((owner) => isObject(owner))
    .filter(isClass)
    .map(sourceOf);
}

/** The objects in which a member is looked for. */
function chainOf(target: object): object[] {
  const chain: object[] = [];
  let holder: object | null = target;
  while (holder !== null && Object.getPrototypeOf(holder) !== null && chain.length < DEEPEST) {
    chain.push(holder);
    holder = Object.getPrototypeOf(holder);
  }
  return chain;
}
