import { failureOf } from './failure.ts';

/** The calls of components that have yet to come back, so that one that never does can be named. */
export class Waits {
  readonly #open = new Set<{ readonly place: string; readonly method: string }>();
  #changes = 0;

  /** Another number whenever a call has begun or come back. */
  get changes(): number {
    return this.#changes;
  }

  /** What is being waited for, as errors say it; empty when nothing is. */
  get names(): string {
    return Array.from(this.#open, ({ place, method }) => `${method}() of ${place}`).join(', ');
  }

  /** Waits for what a component has promised. */
  async for<Result>(place: string, method: string, promised: PromiseLike<Result>): Promise<Result> {
    const wait = { place, method };
    this.#open.add(wait);
    this.#changes += 1;
    try {
      return await promised;
    } finally {
      this.#open.delete(wait);
      this.#changes += 1;
    }
  }

  /** Calls a component, waits for it, and turns what it throws into an error with its place. */
  async call(place: string, method: string, call: () => unknown): Promise<void> {
    try {
      await this.for(place, method, Promise.resolve(call()));
    } catch (cause) {
      throw failureOf(place, method, cause);
    }
  }
}
