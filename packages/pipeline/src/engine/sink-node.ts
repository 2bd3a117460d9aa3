import { componentName } from '../internal/component-name.ts';
import type { Sink, SinkContext } from '../types.ts';
import { failureOf } from './failure.ts';
import { dropBatch, setBatchAside } from './give-up.ts';
import type { Outlet } from './outlet.ts';
import type { Parcel } from './parcel.ts';
import type { Surroundings } from './surroundings.ts';

/** One sink in a run: hands it batches, and counts the rows as arrived once it has taken them. */
export class SinkNode implements Outlet {
  readonly sink: Sink;
  readonly place: string;
  readonly #surroundings: Surroundings;
  readonly #context: SinkContext;

  constructor(sink: Sink, place: string, surroundings: Surroundings) {
    this.sink = sink;
    this.place = place;
    this.#surroundings = surroundings;
    this.#context = { signal: surroundings.signal };
  }

  push(parcel: Parcel): void | Promise<void> {
    let taken: ReturnType<Sink['consume']>;
    try {
      taken = this.sink.consume(parcel.batch, this.#context);
    } catch (cause) {
      return this.#failed(parcel, cause);
    }
    if (taken === undefined) return this.#arrived(parcel);
    return Promise.resolve(taken).then(
      () => this.#arrived(parcel),
      (cause: unknown) => this.#failed(parcel, cause),
    );
  }

  async finish(): Promise<void> {}

  #arrived(parcel: Parcel): void {
    this.#surroundings.arrived(parcel.batch);
    parcel.arrive();
    parcel.batch.release();
  }

  #failed(parcel: Parcel, cause: unknown): void | Promise<void> {
    const policy = this.sink.onError ?? 'fail';
    if (policy === 'fail') throw failureOf(this.place, 'consume', cause);
    if (policy === 'skip') return dropBatch(parcel, parcel.batch);
    const name = componentName(this.sink) || this.place;
    return setBatchAside(parcel, parcel.batch, name, cause, this.#surroundings.setAside);
  }
}
