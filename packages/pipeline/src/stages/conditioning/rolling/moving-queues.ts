import type { RowNumbers } from '@pipe/records';
import type { NumberKernel } from '../number-stage.ts';
import type { Lane } from './moving-statistic.ts';
import type { WindowQueue, WindowQueueState } from './window-queue.ts';

/** Which numbers a window holds. */
export interface WindowExtent {
  /** The last so many, at most. */
  readonly records: number;
  /** Those less than so many milliseconds older than the latest. */
  readonly ms: number;
  /** There is a statistic of so many or more. */
  readonly atLeast: number;
}

/** Any statistic of windows of any kind: a queue for each key. */
export class MovingQueues implements NumberKernel {
  readonly #extent: WindowExtent;
  readonly #makeQueue: () => WindowQueue;
  readonly #queues: WindowQueue[] = [];

  constructor(extent: WindowExtent, makeQueue: () => WindowQueue) {
    this.#extent = extent;
    this.#makeQueue = makeQueue;
  }

  run(lane: Lane, results: Float64Array, nulls: RowNumbers): number {
    const { values, rows, count, slots, slotCount, times } = lane;
    const { records, ms, atLeast } = this.#extent;
    const queues = this.#queues;
    while (queues.length < slotCount) queues.push(this.#makeQueue());
    let missing = 0;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const slot = slots[i];
      const queue = queues[slot < 0 ? ~slot : slot];
      if (slot < 0) queue.clear();
      const isTaken = queue.pushRecent(times === undefined ? 0 : times[row], values[row], ms);
      if (queue.size > records) queue.shift();
      if (isTaken && queue.size >= atLeast) results[row] = queue.result;
      else nulls[missing++] = row;
    }
    return missing;
  }

  snapshot(slotCount: number): WindowQueueState[] {
    return this.#queues.slice(0, slotCount).map((queue) => queue.snapshot());
  }

  restore(states: readonly WindowQueueState[]): void {
    for (const state of states) {
      const queue = this.#makeQueue();
      queue.restore(state);
      this.#queues.push(queue);
    }
  }
}
