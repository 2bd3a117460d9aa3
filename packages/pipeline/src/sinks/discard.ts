import type { Sink } from '../types.ts';

/** Lets every record go: for pipelines that are run for their metrics, or for what their stages do. */
export function discard(): Sink {
  return new Discard();
}

class Discard implements Sink {
  readonly name = 'discard';

  create(): Discard {
    return new Discard();
  }

  consume(): void {}
}
