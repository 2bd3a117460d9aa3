import type { Requirement } from './definition.ts';
import { passes } from './judge.ts';
import { DEEPEST } from './locate.ts';
import { type Finding, find, type Subject, subjectOf } from './survey.ts';

/** What is known of a member once the prototype has been seen; `look` where every value is to be looked at. */
type Prospect = 'pass' | 'fail' | 'look';

/** Who conforms to a list of requirements, remembered for each prototype. */
export class Conformance {
  readonly requirements: readonly Requirement[];
  #prospects = new WeakMap<object, readonly Prospect[]>();
  readonly #registered = new WeakSet<object>();

  constructor(requirements: readonly Requirement[]) {
    this.requirements = requirements;
  }

  /** The answer alone: a look-up of the prototype, and of the value's own properties. */
  includes(value: unknown): boolean {
    if (value === null || value === undefined) return false;
    try {
      return this.#includes(Object(value));
    } catch {
      return false;
    }
  }

  /** The verdict on every member of a value that is neither `null` nor `undefined`. */
  survey(value: unknown): Finding[] {
    const subject = subjectOf(value);
    return this.requirements.map((requirement) => this.#find(requirement, subject));
  }

  /** The verdict on every method of a class and its instances; data properties come to be only in an instance. */
  surveyClass(owner: object, prototype: object): Finding[] {
    const subject: Subject = {
      target: prototype,
      above: 1,
      owner: { kind: 'value', value: owner },
    };
    return this.requirements
      .filter(({ place, member }) => place !== 'call' && member.type === 'method')
      .map((requirement) => find(requirement, subject));
  }

  /** Takes data properties on trust, as long as they are not there, in whatever inherits from the prototype. */
  register(prototype: object): void {
    this.#registered.add(prototype);
    this.#prospects = new WeakMap();
  }

  /** Has the prototype looked at anew, as it may have been mended since. */
  forget(value: unknown): void {
    try {
      this.#prospects.delete(Object.getPrototypeOf(value));
    } catch {
      // A Proxy that refuses is not remembered either.
    }
  }

  #includes(target: object): boolean {
    const prototype: object | null = Object.getPrototypeOf(target);
    if (prototype === null) return this.survey(target).every(({ verdict }) => passes(verdict));
    const prospects = this.#prospects.get(prototype) ?? this.#remember(prototype);
    for (let index = 0; index < prospects.length; index += 1) {
      const requirement = this.requirements[index];
      const { key, place } = requirement;
      if (prospects[index] === 'look' || Object.hasOwn(target, place === 'static' ? 'constructor' : key)) {
        if (!passes(this.#find(requirement, subjectOf(target)).verdict)) return false;
      } else if (prospects[index] === 'fail') return false;
    }
    return true;
  }

  #remember(prototype: object): readonly Prospect[] {
    const subject = subjectOf(prototype, 1);
    const prospects = this.requirements.map((requirement) => prospectOf(this.#find(requirement, subject)));
    this.#prospects.set(prototype, prospects);
    return prospects;
  }

  #find(requirement: Requirement, subject: Subject): Finding {
    const finding = find(requirement, subject);
    const trusted =
      finding.verdict === 'missing' && requirement.member.type === 'property' && this.#isTrusted(subject);
    return trusted ? { ...finding, verdict: 'unverified' } : finding;
  }

  #isTrusted({ target, above }: Subject): boolean {
    try {
      let holder: object | null = target;
      for (let depth = above; holder !== null && depth < DEEPEST; depth += 1) {
        if (this.#registered.has(holder)) return true;
        holder = Object.getPrototypeOf(holder);
      }
    } catch {
      // A Proxy that refuses was not registered.
    }
    return false;
  }
}

/** A value that is shared through the prototype may change under a check, and callability is each value's own. */
function prospectOf({ requirement: { place, member }, sighting, verdict }: Finding): Prospect {
  if (place === 'call' || sighting.kind === 'unreadable') return 'look';
  if (sighting.kind === 'value' && member.type === 'property' && member.check !== undefined) return 'look';
  return passes(verdict) ? 'pass' : 'fail';
}
