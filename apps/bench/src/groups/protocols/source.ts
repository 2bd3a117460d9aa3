/** How many objects are checked. */
export interface ProtocolsInput {
  readonly checks: number;
}

/** Has what is asked for: a method of one parameter, and a name. */
export class Readings {
  name = 'readings';

  async *stream(_options: object): AsyncGenerator<number> {}
}

/** Lacks the method, but for its spelling. */
export class Misspelt {
  name = 'readings';

  async *steam(_options: object): AsyncGenerator<number> {}
}

/** A thousand different objects, over and over. */
export function objectsOf<Item>(make: () => Item): Item[] {
  return Array.from({ length: 1_000 }, make);
}

/** Counts those that pass. */
export function countPassing(
  checks: number,
  objects: readonly unknown[],
  passes: (value: unknown) => boolean,
): number {
  let passing = 0;
  for (let i = 0; i < checks; i += 1) if (passes(objects[i % objects.length])) passing += 1;
  return passing;
}
