import { PipelineError } from '../errors.ts';
import type { Sink, SinkContext } from '../types.ts';
import type { Outlet } from './outlet.ts';
import type { Parcel } from './parcel.ts';

/** One sink in a run: hands it batches, and counts the rows as arrived once it has taken them. */
export class SinkNode implements Outlet {
  readonly sink: Sink;
  readonly place: string;
  readonly #context: SinkContext;

  constructor(sink: Sink, place: string, signal: AbortSignal) {
    this.sink = sink;
    this.place = place;
    this.#context = { signal };
  }

  push(parcel: Parcel): void | Promise<void> {
    let taken: ReturnType<Sink['consume']>;
    try {
      taken = this.sink.consume(parcel.batch, this.#context);
    } catch (cause) {
      throw this.#failure('consume', cause);
    }
    if (taken === undefined) return arrived(parcel);
    return Promise.resolve(taken).then(
      () => arrived(parcel),
      (cause: unknown) => {
        throw this.#failure('consume', cause);
      },
    );
  }

  async flush(): Promise<void> {
    try {
      await this.sink.flush?.();
    } catch (cause) {
      throw this.#failure('flush', cause);
    }
  }

  finish(): Promise<void> {
    return this.flush();
  }

  #failure(method: string, cause: unknown): PipelineError {
    const message = cause instanceof Error ? cause.message : String(cause);
    return new PipelineError('component-failed', `${this.place} failed in ${method}(): ${message}`, {
      cause,
    });
  }
}

function arrived(parcel: Parcel): void {
  parcel.arrive();
  parcel.batch.release();
}
