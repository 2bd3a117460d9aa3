import type { Timer } from '../types.ts';

/** Time that passes when one says so. Give it to everything that takes a `timer` or a `clock`. */
export interface VirtualClock extends Timer {
  /** How many sleeps have not ended yet. */
  readonly sleepers: number;
  /**
   * Lets time pass. Sleeps end in the order in which they are due, each at its own time, and what follows from one has
   * happened before the next ends, as far as it needs no more than promises.
   */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until the promise settles, from one sleep's end to the next, and gives what it gives. */
  until<Result>(promise: PromiseLike<Result>): Promise<Result>;
}

/** A clock that stands still at 0 until it is told to go on. */
export function virtualClock(): VirtualClock {
  return new StandingClock();
}

interface Sleeper {
  readonly due: number;
  wake(): void;
}

class StandingClock implements VirtualClock {
  readonly #sleepers = new Set<Sleeper>();
  #now = 0;
  #fellAsleep = Promise.withResolvers<void>();

  get sleepers(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const end = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due: this.#now + Math.max(0, milliseconds),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', end);
          resolve();
        },
      };
      signal?.addEventListener('abort', end, { once: true });
      this.#sleepers.add(sleeper);
      this.#fellAsleep.resolve();
    });
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await promisesRun();
    for (let next = this.#next(); next && next.due <= end; next = this.#next()) await this.#wake(next);
    this.#now = end;
  }

  async until<Result>(promise: PromiseLike<Result>): Promise<Result> {
    let isPending = true;
    const settled = () => {
      isPending = false;
    };
    const settling = Promise.resolve(promise).then(settled, settled);
    await promisesRun();
    while (isPending) {
      const next = this.#next();
      if (next) await this.#wake(next);
      else await Promise.race([settling, this.#fallingAsleep()]);
    }
    return promise;
  }

  async #wake(sleeper: Sleeper): Promise<void> {
    this.#now = Math.max(this.#now, sleeper.due);
    sleeper.wake();
    await promisesRun();
  }

  /** The sleeper that is due first; of several, the one that fell asleep first. */
  #next(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (!first || sleeper.due < first.due) first = sleeper;
    return first;
  }

  #fallingAsleep(): Promise<void> {
    this.#fellAsleep = Promise.withResolvers();
    return this.#fellAsleep.promise;
  }
}

/** Lets every promise that can settle now do so: they all do before the next task begins. */
function promisesRun(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
