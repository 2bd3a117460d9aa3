import type { BufferStage } from '../buffer.ts';
import { PipelineError } from '../errors.ts';
import type { ChainNode } from './chain.ts';
import { dropBatch } from './give-up.ts';
import type { Parcel } from './parcel.ts';
import type { Surroundings } from './surroundings.ts';

/** A bounded queue between two parts of a chain, with a loop of its own that feeds the part behind it. */
export class BufferNode implements ChainNode {
  readonly #limits: BufferStage;
  readonly #place: string;
  readonly #surroundings: Surroundings;
  readonly #onwards: (parcel: Parcel) => void | Promise<void>;
  readonly #queue: Parcel[] = [];
  #records = 0;
  #bytes = 0;
  #feeding: Promise<void> | undefined;
  #roomMade: (() => void) | undefined;

  constructor(
    limits: BufferStage,
    place: string,
    surroundings: Surroundings,
    onwards: (parcel: Parcel) => void | Promise<void>,
  ) {
    this.#limits = limits;
    this.#place = place;
    this.#surroundings = surroundings;
    this.#onwards = onwards;
  }

  process(parcel: Parcel): boolean | Promise<boolean> {
    if (this.#hasRoomFor(parcel)) return this.#add(parcel);
    switch (this.#limits.overflow) {
      case 'block':
        return this.#addLater(parcel);
      case 'dropNewest':
        dropBatch(parcel, parcel.batch);
        return false;
      case 'dropOldest':
        while (!this.#hasRoomFor(parcel)) this.#dropOldest();
        return this.#add(parcel);
      case 'fail':
        throw new PipelineError(
          'component-failed',
          `${this.#place} is full: ${this.#records} records in ${this.#bytes} bytes wait for what comes after it; ` +
            "raise its limits, or choose another overflow policy ('block', 'dropNewest', 'dropOldest').",
        );
    }
  }

  /** Resolves when everything has been handed on, and has been dealt with there. */
  async drained(): Promise<void> {
    while (this.#feeding) await this.#feeding;
  }

  finish(): Promise<void> {
    return this.drained();
  }

  #hasRoomFor({ batch }: Parcel): boolean {
    if (this.#queue.length === 0) return true;
    const { records, bytes } = this.#limits;
    return this.#records + batch.selected <= records && this.#bytes + batch.byteLength <= bytes;
  }

  #add(parcel: Parcel): false {
    this.#queue.push(parcel);
    this.#count(parcel, 1);
    this.#feeding ??= this.#feed();
    return false;
  }

  async #addLater(parcel: Parcel): Promise<boolean> {
    while (!this.#hasRoomFor(parcel)) {
      await new Promise<void>((resolve) => {
        this.#roomMade = resolve;
      });
    }
    return this.#add(parcel);
  }

  #dropOldest(): void {
    const oldest = this.#queue.shift();
    if (!oldest) return;
    this.#count(oldest, -1);
    dropBatch(oldest, oldest.batch);
  }

  async #feed(): Promise<void> {
    // Whoever adds the first parcel goes on before it is taken out again.
    await undefined;
    try {
      for (let parcel = this.#queue.shift(); parcel; parcel = this.#queue.shift()) {
        this.#count(parcel, -1);
        this.#roomMade?.();
        await this.#onwards(parcel);
      }
    } catch (reason) {
      this.#surroundings.fail(reason);
    } finally {
      this.#feeding = undefined;
    }
  }

  #count({ batch }: Parcel, sign: 1 | -1): void {
    this.#records += sign * batch.selected;
    this.#bytes += sign * batch.byteLength;
  }
}
