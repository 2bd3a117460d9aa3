import type { Requirement } from './definition.ts';
import { type Finding, find } from './find.ts';
import { passes } from './judge.ts';

/** What is known of a member once the prototype has been seen; `undefined` where every value is to be looked at. */
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

  const prospectsOf = (prototype: object | null): readonly Prospect[] => {
    if (prototype === null) return [];
    let prospects = remembered.get(prototype);
    if (prospects === undefined) {
      prospects = survey(prototype).map(prospectOf);
      remembered.set(prototype, prospects);
    }
    return prospects;
  };

  const includes = (value: unknown): boolean => {
    try {
      const target = Object(value);
      const prospects = prospectsOf(Object.getPrototypeOf(target));
      return (
        value !== null &&
        value !== undefined &&
        requirements.every((requirement, index) => {
          const prospect = prospects[index];
          if (prospect !== undefined && !Object.hasOwn(target, decisive(requirement))) return prospect;
          return passes(find(requirement, { target: value, trusted }));
        })
      );
    } catch {
      return false;
    }
  };

  return {
    includes,
    survey,
    shortcomings(value) {
      if (includes(value)) return [];
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

/** The own property of a value that decides on a member in place of its prototype. */
function decisive({ key = '', place }: Requirement): PropertyKey {
  return place === 'static' ? 'constructor' : key;
}

/** A value that is shared through the prototype may change under a check, and a function itself is no member of it. */
function prospectOf(finding: Finding): Prospect {
  const { key, member, verdict } = finding;
  const mayChange = member.type === 'property' && member.check !== undefined && verdict !== 'missing';
  return key === undefined || verdict === 'unreadable' || mayChange ? undefined : passes(finding);
}
