import type { Fields, RecordInput, RecordType } from '@pipe/records';
import type { AnyBatch } from '../any-record.ts';
import { type Checkpoint, type CheckpointStore, memoryCheckpointStore } from '../checkpoint.ts';
import type { Clock, Sink, Source } from '../types.ts';
import type { Random } from './random.ts';

/** What a dead process throws, and what ends it. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash';
}

/** One life of a process: it does things step by step, slowly now and then, and dies at a step chosen beforehand. */
export class SimulatedProcess implements Clock {
  readonly #random: Random;
  readonly #diesAt: number;
  readonly #slowness: number;
  #steps = 0;

  /**
   * @param diesAt - The step at which the process dies; infinite for one that lives on.
   * @param slowness - The share of steps that take their time.
   */
  constructor(random: Random, diesAt: number, slowness: number) {
    this.#random = random;
    this.#diesAt = diesAt;
    this.#slowness = slowness;
  }

  /** A millisecond a step. */
  now(): number {
    return this.#steps;
  }

  get isDead(): boolean {
    return this.#steps >= this.#diesAt;
  }

  /** Does one thing more, unless the process is dead or dies of it. */
  async step(): Promise<void> {
    this.#steps += 1;
    if (this.isDead) throw new SimulatedCrash(`the process died at step ${this.#diesAt}`);
    if (!this.#random.chance(this.#slowness)) return;
    const wait = this.#random.between(1, 6);
    for (let i = 0; i < wait; i += 1) await undefined;
  }
}

/** What outlives a process: what sinks have made last, prepared epochs, and the last checkpoint. */
export class SimulatedDisk {
  readonly published: unknown[] = [];
  readonly prepared = new Map<number, readonly unknown[]>();
  readonly #checkpoints = memoryCheckpointStore();

  /** The disk as a process sees it that may die before or after each write. */
  store(process: SimulatedProcess): CheckpointStore {
    return {
      load: async (pipeline) => {
        await process.step();
        return this.#checkpoints.load(pipeline);
      },
      save: async (checkpoint: Checkpoint) => {
        await process.step();
        await this.#checkpoints.save(checkpoint);
        await process.step();
      },
    };
  }
}

/**
 * A source that can be read again from any position, in batches whose sizes change. Asked to finish, it gives out the batch at
 * hand, in some worlds; in others it cannot be asked.
 */
export function simulatedSource<F extends Fields>(
  recordType: RecordType<F>,
  records: readonly RecordInput<F>[],
  process: SimulatedProcess,
  random: Random,
): Source<F> {
  let given = 0;
  let isFinishing = false;
  const finish = () => {
    isFinishing = true;
  };
  return {
    name: 'simulated source',
    recordType,
    position: () => given,
    ...(random.chance(0.5) ? { finish } : {}),
    async *stream({ position }) {
      const dictionaries = recordType.dictionaries();
      given = typeof position === 'number' ? position : 0;
      while (given < records.length && !isFinishing) {
        await process.step();
        const size = Math.min(random.between(1, 5), records.length - given);
        const batch = recordType.batch(size, { dictionaries });
        for (const record of records.slice(given, given + size)) batch.append(record);
        given += size;
        yield batch;
      }
    },
  };
}

/** A sink that publishes an epoch as a whole, and loses what is not prepared when its process dies. */
export function transactionalSink(disk: SimulatedDisk, process: SimulatedProcess): Sink {
  let open: unknown[] = [];
  const publish = (epoch: number): void => {
    disk.published.push(...(disk.prepared.get(epoch) ?? []));
    disk.prepared.delete(epoch);
  };
  return {
    name: 'transactional sink',
    async consume(batch) {
      await process.step();
      open.push(...rowsOf(batch));
    },
    async prepare(epoch) {
      await process.step();
      disk.prepared.set(epoch, open);
      open = [];
      await process.step();
    },
    async commit(epoch) {
      await process.step();
      publish(epoch);
      await process.step();
    },
    async recover(epoch) {
      await process.step();
      for (const prepared of [...disk.prepared.keys()].toSorted((a, b) => a - b)) {
        if (prepared <= epoch) publish(prepared);
        else disk.prepared.delete(prepared);
      }
    },
  };
}

/** A sink that writes what it has at each flush, and loses the rest when its process dies. */
export function flushingSink(disk: SimulatedDisk, process: SimulatedProcess): Sink {
  let open: unknown[] = [];
  return {
    name: 'flushing sink',
    async consume(batch) {
      await process.step();
      open.push(...rowsOf(batch));
    },
    async flush() {
      await process.step();
      disk.published.push(...open);
      open = [];
      await process.step();
    },
  };
}

function rowsOf(batch: AnyBatch): unknown[] {
  return batch.toRows().map((row) => ({ ...row }));
}
