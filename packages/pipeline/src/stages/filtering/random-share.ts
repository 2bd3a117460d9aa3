import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../any-record.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import { SeededFractions } from '../../internal/seeded-fractions.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { Stage } from '../../types.ts';

interface RandomShareState {
  readonly of: StateOf;
  readonly random: number;
}

/** A stage that keeps each record with the same probability. */
export class RandomShare implements Stage {
  readonly name = 'sample';
  readonly #probability: number;
  readonly #seed: number;
  readonly #fractions: SeededFractions;
  #kept: RowNumbers = new Uint16Array(0);

  constructor(probability: number, seed: number) {
    this.#probability = probability;
    this.#seed = seed;
    this.#fractions = new SeededFractions(seed);
  }

  create(): RandomShare {
    return new RandomShare(this.#probability, this.#seed);
  }

  process(batch: AnyBatch): AnyBatch {
    const count = batch.selected;
    if (this.#kept.length < count) this.#kept = rowNumbers(batch.capacity);
    const rows = rowsInPlay(batch);
    let kept = 0;
    for (let i = 0; i < count; i += 1) {
      this.#kept[kept] = rows[i];
      if (this.#fractions.next() < this.#probability) kept += 1;
    }
    return batch.narrow(this.#kept, kept);
  }

  snapshot(): RandomShareState {
    return { of: { seed: this.#seed }, random: this.#fractions.state };
  }

  restore({ of, random }: RandomShareState): void {
    checkState(this.name, { seed: this.#seed }, of);
    this.#fractions.state = random;
  }
}
