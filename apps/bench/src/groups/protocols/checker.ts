import { type Work, work } from '../../contestant.ts';
import { countPassing, Misspelt, objectsOf, type ProtocolsInput, Readings } from './source.ts';

/** One way to tell whether an object is a source. */
export interface Checker {
  readonly title: string;
  readonly note?: string;
  passes(value: unknown): boolean;
}

const checking =
  (make: () => object) =>
  (checker: Checker): Work<ProtocolsInput> => {
    const { passes, ...about } = checker;
    return work({
      ...about,
      prepare: ({ checks }: ProtocolsInput) => {
        const objects = objectsOf(make);
        return () => countPassing(checks, objects, passes);
      },
    });
  };

/** Asked of objects that are sources. */
export const conforming = checking(() => new Readings());

/** Asked of objects that are none. */
export const failing = checking(() => new Misspelt());
