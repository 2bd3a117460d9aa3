import type { Member } from '../members.ts';
import type { Definition, Requirement } from './definition.ts';
import { invalidUse } from './invalid-use.ts';
import { signature } from './words.ts';

/** In what two members with the same key must be the same. */
const facets = ['type', 'arity', 'kind', 'check'] as const;

type Facets = { readonly [Facet in (typeof facets)[number]]?: unknown } & Pick<Member, 'required'>;

/**
 * Everything that the parts ask for. A member that they share must be the same in all of them, but that it may be optional
 * in some: then it is required.
 *
 * @param own - The members that are new; one that the parts have already is refused, unless it is now required.
 */
export function compose(
  name: string,
  parts: readonly Definition[],
  own: readonly Requirement[] = [],
): Definition {
  const requirements: Requirement[] = [];
  for (const next of [...parts.flatMap((part) => part.requirements), ...own]) {
    const index = requirements.findIndex(({ key, place }) => key === next.key && place === next.place);
    const known = requirements[index];
    if (known === undefined) requirements.push(next);
    else if (isStricter(next, known, name)) requirements[index] = next;
    else if (own.includes(next))
      invalidUse(`${name} repeats ${signature(next)} of ${known.protocol}: leave it out`);
  }
  return { name, requirements };
}

function isStricter(next: Requirement, known: Requirement, name: string): boolean {
  const before: Facets = known.member;
  const after: Facets = next.member;
  if (facets.some((facet) => before[facet] !== after[facet]))
    invalidUse(
      `${name} cannot ask for both ${signature(known)} of ${known.protocol} and ${signature(next)} of ${next.protocol}`,
    );
  return after.required && !before.required;
}
