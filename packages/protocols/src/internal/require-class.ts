import type { AnyClass } from '../types.ts';
import type { Definition } from './definition.ts';
import { find } from './find.ts';
import { notExpected } from './invalid-use.ts';
import { isObject, peek } from './locate.ts';
import { refuse } from './refuse.ts';

/**
 * Refuses a class that lacks a method, its own or inherited. Data properties are not asked for: an instance gets them
 * when it is constructed.
 *
 * @returns what its instances inherit from.
 */
export function requireClass(owner: AnyClass, { name, requirements }: Definition): object {
  const target = peek(owner, 'prototype');
  if (!isObject(target)) return notExpected('A class', owner);
  const findings = requirements
    .filter(({ key, member }) => key !== undefined && member.type === 'method')
    .map((requirement) => find(requirement, { target, owner }));
  refuse(findings, name, owner);
  return target;
}
