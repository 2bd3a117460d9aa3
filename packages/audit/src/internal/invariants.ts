import { AuditError } from '../errors.ts';
import { attempt, type Broken, firstBroken } from './rules.ts';
import { type State, strictly } from './state.ts';

/** The first invariant that these owners, as they are now, do not keep. */
export function brokenInvariant(states: Iterable<State>): Broken | undefined {
  return firstBroken(states, ({ owner }) =>
    firstBroken(owner.kind.lineage(), ({ invariants }) =>
      firstBroken(invariants, (invariant) => {
        const broken = attempt(invariant.name, () => strictly(() => invariant(owner.target as never)));
        return broken && isUndecided(broken) ? undefined : broken;
      }),
    ),
  );
}

/** It asked for an attribute that has no value yet: the owner is still being made, and is judged once it has one. */
function isUndecided({ cause }: Broken): boolean {
  return cause instanceof AuditError && cause.code === 'uninitialised';
}
