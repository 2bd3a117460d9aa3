import type { Requirement } from './definition.ts';
import { type Finding, find, sight } from './find.ts';
import { passes } from './judge.ts';

/** Whether what inherits from a prototype has a member; `undefined` where each value is to be looked at. */
type Prospect = boolean | undefined;

/** Who meets all of a list of requirements, remembered for each prototype. */
export interface Conformance {
  /** The answer alone: a look-up of the prototype, and of the value's own properties. */
  includes(value: unknown): boolean;
  /** The verdict on every member, seen anew. */
  survey(value: unknown): Finding[];
  /** What was found on a value that is not included. Its prototype may have been mended since, and then all is well. */
  shortcomings(value: unknown): Finding[];
  /** From now on, what inherits from the prototype need not show its data properties. */
  trust(prototype: object): void;
}

export function createConformance(requirements: readonly Requirement[]): Conformance {
  const trusted = new WeakSet<object>();
  let remembered = new WeakMap<object, readonly Prospect[]>();

  const survey = (target: unknown) =>
    requirements.map((requirement) => find(requirement, { target, trusted }));

  const prospectsOf = (prototype: object): readonly Prospect[] => {
    let prospects = remembered.get(prototype);
    if (prospects === undefined) {
      prospects = survey(prototype).map(prospectOf);
      remembered.set(prototype, prospects);
    }
    return prospects;
  };

  const includes = (value: unknown): boolean => {
    if (value === null || value === undefined) return false;
    try {
      const target: object = Object(value);
      const prototype: object | null = Object.getPrototypeOf(target);
      const prospects = prototype && prospectsOf(prototype);
      for (let index = 0; index < requirements.length; index += 1) {
        const requirement = requirements[index];
        const answer = prospects ? shortcut(requirement, target, prospects[index]) : undefined;
        if (!(answer ?? passes(find(requirement, { target: value, trusted })))) return false;
      }
      return true;
    } catch {
      return false;
    }
  };

  return {
    includes,
    survey,
    shortcomings(value) {
      const findings = survey(value);
      if (findings.every(passes)) remembered = new WeakMap();
      return findings;
    },
    trust(prototype) {
      trusted.add(prototype);
      remembered = new WeakMap();
    },
  };
}

/** The answer of the value's own property, or else of its prototype. */
function shortcut({ key = '', place, member }: Requirement, target: object, prospect: Prospect): Prospect {
  if (!Object.hasOwn(target, place === 'static' ? 'constructor' : key)) return prospect;
  const own = place === 'instance' && Object.getOwnPropertyDescriptor(target, key);
  return own ? passes({ verdict: sight(member, own) }) : undefined;
}

/** A value that is shared through the prototype may change under a check, and a function itself is no member of it. */
function prospectOf(finding: Finding): Prospect {
  const { key, member, verdict, found } = finding;
  const mayChange = member.type === 'property' && found !== undefined && verdict !== 'unverified';
  return key === undefined || mayChange ? undefined : passes(finding);
}
