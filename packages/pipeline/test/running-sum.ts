import type { Stage } from '../src/index.ts';

/** Writes into each value the sum of all values so far: wrong at once when state is lost or a record comes twice. */
export class RunningSum implements Stage {
  readonly name = 'runningSum';
  #sum = 0;

  create(): RunningSum {
    return new RunningSum();
  }

  process(batch: Parameters<Stage['process']>[0]) {
    const { values } = batch.writable('value');
    const { selection } = batch;
    for (let i = 0; i < batch.selected; i += 1) {
      const row = selection?.[i] ?? i;
      this.#sum += values[row];
      values[row] = this.#sum;
    }
    return batch;
  }

  snapshot(): number {
    return this.#sum;
  }

  restore(sum: number): void {
    this.#sum = sum;
  }
}
