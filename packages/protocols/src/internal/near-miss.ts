import { editDistance } from './edit-distance.ts';
import { type Finding, ownerOf } from './find.ts';
import { sourceOf } from './function-kind.ts';
import { attempt, chainOf, peek } from './locate.ts';
import { keyText } from './words.ts';

/** More names than these are not searched for a similar one. */
const MOST_NAMES = 500;

/** What comes after so many letters makes no difference. */
const LONGEST_NAME = 99;

/**
 * What was probably meant by what is there in place of a missing member.
 *
 * @param all - Everything that is looked for: a key that is asked for itself is not meant for another.
 */
export function nearMiss(finding: Finding, all: readonly Finding[]): string | undefined {
  return attempt(() => elsewhere(finding) ?? similar(finding, all) ?? hidden(finding), undefined);
}

/** The member is there, but in another place. */
function elsewhere({ key = '', place, subject }: Finding): string | undefined {
  const has = (holder: unknown, name = key) => typeof peek(holder, name) === 'function';
  if (place === 'static') return has(subject.target) ? `its ${keyText(key)} is not static` : undefined;
  if (has(ownerOf(subject)) && !(key in Function.prototype)) return `its ${keyText(key)} is static`;
  if (has(peek(subject.target, 'prototype'))) return 'pass an instance, not the class';
  return has(subject.target, 'then') ? 'await the promise first' : undefined;
}

/** The member is there by another key: in other case, as a text instead of a symbol or the reverse, misspelt. */
function similar({ key = '', place, subject }: Finding, all: readonly Finding[]): string | undefined {
  const keys = keysOf(place === 'static' ? ownerOf(subject) : subject.target);
  const near = nearest(
    bare(key),
    keys.filter((candidate) => !all.some((asked) => asked.key === candidate)),
  );
  return near === undefined ? undefined : `it has ${keyText(near)}: did you mean ${keyText(key)}?`;
}

/** The member is in the text of the class, but private, or a field where methods are asked for. */
function hidden({ key, subject }: Finding): string | undefined {
  if (typeof key !== 'string' || !/^\w+$/.test(key)) return undefined;
  const source = sourceOf(ownerOf(subject));
  if (new RegExp(`#${key}\\b`).test(source)) return `its #${key} is private`;
  const isField = subject.owner && new RegExp(`[\\s;{]${key} *=`).test(source);
  return isField ? `its ${key} is a field: make it a method` : undefined;
}

/** The key whose letters are the same but for case and punctuation, or else at most a third of them wrong, up to three. */
function nearest(wanted: string, keys: readonly PropertyKey[]): PropertyKey | undefined {
  for (let limit = 0; limit <= Math.min(Math.max(wanted.length, 3) / 3, 3); limit += 1) {
    const near = keys.find((key) => editDistance(bare(key), wanted, limit) <= limit);
    if (near !== undefined) return near;
  }
  return undefined;
}

/** A key without what sets symbols and texts apart, in lower case. */
function bare(key: PropertyKey): string {
  const text = String(typeof key === 'symbol' ? key.description : key);
  return text
    .slice(0, LONGEST_NAME)
    .replace(/^(Symbol\.|@@)/, '')
    .toLowerCase();
}

/** Arrays, texts and their like would list every index. */
function keysOf(value: unknown): PropertyKey[] {
  return [...chainOf(value)]
    .filter((holder) => !Object.hasOwn(holder, MOST_NAMES))
    .flatMap((holder) => Reflect.ownKeys(holder))
    .slice(0, MOST_NAMES);
}
