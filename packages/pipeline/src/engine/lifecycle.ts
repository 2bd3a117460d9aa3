import { PipelineError } from '../errors.ts';
import type { Component } from '../types.ts';

interface Opened {
  readonly place: string;
  readonly close: () => PromiseLike<void> | undefined;
}

/** Opens components in order, and closes what was opened in reverse order, each exactly once. */
export class Lifecycle {
  readonly #opened: Opened[] = [];

  async open(component: Component, place: string, signal: AbortSignal): Promise<void> {
    // Noted first: an `open` that fails half-way has something to release, too.
    this.#opened.push({ place, close: () => component[Symbol.asyncDispose]?.() });
    try {
      await component.open?.({ signal });
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new PipelineError('component-failed', `${place} failed in open(): ${message}`, { cause });
    }
  }

  /** Something else to release at the end, before everything noted so far. */
  defer(place: string, close: () => Promise<void>): void {
    this.#opened.push({ place, close });
  }

  /**
   * Closes everything. One that fails, or is not done within the deadline, keeps none of the others from closing; each
   * such one is named in the errors returned.
   *
   * @param deadlineMs - How long each may take.
   */
  async close(deadlineMs: number): Promise<PipelineError[]> {
    const failures: PipelineError[] = [];
    for (let opened = this.#opened.pop(); opened; opened = this.#opened.pop()) {
      const failure = await closeOne(opened, deadlineMs);
      if (failure) failures.push(failure);
    }
    return failures;
  }
}

async function closeOne({ place, close }: Opened, deadlineMs: number): Promise<PipelineError | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, deadlineMs, 'late');
  try {
    if ((await Promise.race([close(), late])) !== 'late') return undefined;
    return new PipelineError(
      'component-failed',
      `${place} did not close within ${deadlineMs} ms and was left behind; ` +
        'let it listen to its abort signal, or raise closeDeadlineMs.',
    );
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return new PipelineError('component-failed', `${place} failed while closing: ${message}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
