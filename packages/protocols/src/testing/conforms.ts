import type { Protocol } from '../types.ts';
import { disposalOf, disposals } from './disposal-of.ts';
import { disposesTwice, type LawOptions } from './laws.ts';

/** Something that has to be so, for any test runner to run. */
export interface Check {
  readonly name: string;
  /** Rejects when it is not so. Needs no `this`. */
  readonly run: () => Promise<void>;
}

/** How an implementation has to behave, beyond what can be seen of it without touching. */
export interface Law<Type> {
  readonly name: string;
  /** Throws or rejects when the value does not behave so. The value is fresh, and the law's own. */
  readonly test: (value: Type) => void | PromiseLike<void>;
}

/**
 * The checks that show whether an implementation conforms to a protocol: one for each member, one for what its getters
 * give, one for each law. Where the protocol has a method to dispose of the value, that it may be called twice is a law.
 *
 * @param make - Gives a fresh value for every check. It is disposed of afterwards, if it can be.
 * @param laws - How the value has to behave.
 * @param options - How long disposing of a value may take.
 */
export function conforms<Type>(
  protocol: Protocol<Type>,
  make: () => Type | PromiseLike<Type>,
  laws: readonly Law<Type>[] = [],
  options: LawOptions = {},
): readonly Check[] {
  const { members } = protocol.describe();
  const isDisposable = members.some(({ member = '' }) => disposals.includes(member));
  const all: Law<Type>[] = [
    ...members.map(({ signature }, index) => memberLaw(protocol, signature, index)),
    { name: 'its getters give what they should', test: (value) => void protocol.bind(value) },
    ...(isDisposable ? [disposesTwice<Type>(options)] : []),
    ...laws,
  ];
  return all.map(({ name, test }) => ({
    name: `${protocol.name}: ${name}`,
    run: () => using(make, test, options),
  }));
}

function memberLaw<Type>(protocol: Protocol<Type>, signature: string, index: number): Law<Type> {
  return {
    name: signature,
    test(value) {
      const { verdict } = protocol.verdicts(value)[index];
      if (verdict !== 'ok' && verdict !== 'unverified') protocol.assert(value);
    },
  };
}

async function using<Type>(
  make: () => Type | PromiseLike<Type>,
  test: Law<Type>['test'],
  { within = 1000 }: LawOptions,
): Promise<void> {
  const value = await make();
  const dispose = async () => disposalOf(value, within)?.();
  try {
    await test(value);
  } catch (error) {
    // What went wrong first tells more than what goes wrong while cleaning up.
    await dispose().catch(() => {});
    throw error;
  }
  await dispose();
}
