import { componentName } from '../internal/component-name.ts';
import type { ErrorPolicy, Sink } from '../types.ts';
import { failureOf } from './failure.ts';
import { dropBatch, setBatchAside } from './give-up.ts';
import type { Outlet } from './outlet.ts';
import type { Parcel } from './parcel.ts';
import { SinkTurn } from './sink-turn.ts';
import type { Surroundings } from './surroundings.ts';

/** One sink in a run: hands it batches, and counts the rows as arrived once it has taken them. */
export class SinkNode implements Outlet {
  readonly sink: Sink;
  /** The sink's name in dead letters. */
  readonly name: string;
  readonly place: string;
  readonly policy: ErrorPolicy;
  readonly #surroundings: Surroundings;

  constructor(sink: Sink, place: string, surroundings: Surroundings) {
    this.sink = sink;
    this.name = componentName(sink) || place;
    this.place = place;
    this.policy = sink.onError ?? 'fail';
    this.#surroundings = surroundings;
  }

  push(parcel: Parcel): void | Promise<void> {
    const turn = new SinkTurn(parcel, this, this.#surroundings);
    let taken: ReturnType<Sink['consume']>;
    try {
      taken = this.sink.consume(parcel.batch, turn);
    } catch (cause) {
      return this.#failed(parcel, turn, cause);
    }
    if (taken !== undefined || turn.letters) return this.#takenLater(taken, parcel, turn);
    this.#arrived(parcel, turn);
  }

  async finish(): Promise<void> {}

  async #takenLater(taken: ReturnType<Sink['consume']>, parcel: Parcel, turn: SinkTurn): Promise<void> {
    try {
      await this.#surroundings.waits.for(this.place, 'consume', Promise.resolve(taken));
    } catch (cause) {
      return this.#failed(parcel, turn, cause);
    }
    await turn.letters;
    this.#arrived(parcel, turn);
  }

  #arrived(parcel: Parcel, turn: SinkTurn): void {
    this.#surroundings.arrived(parcel.batch);
    turn.taken();
  }

  #failed(parcel: Parcel, turn: SinkTurn, cause: unknown): Promise<void> {
    turn.end();
    if (this.policy === 'fail') throw failureOf(this.place, 'consume', cause);
    return this.#giveUp(parcel, turn, cause);
  }

  async #giveUp(parcel: Parcel, turn: SinkTurn, cause: unknown): Promise<void> {
    const batch = await turn.givenUp();
    if (this.policy === 'skip') return dropBatch(parcel, batch);
    return setBatchAside(parcel, batch, this.name, cause, this.#surroundings.setAside);
  }
}
