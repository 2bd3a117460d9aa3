import type { Checkpoint, CheckpointOptions } from '../checkpoint.ts';
import { placeOf } from '../internal/component-name.ts';
import type { Position } from '../types.ts';
import type { Arrival } from './arrival.ts';
import type { Assembly } from './assembly.ts';
import { commitEpoch, type PlacedTarget, prepareEpoch, recoverEpoch } from './epochs.ts';
import { failureOf } from './failure.ts';
import { OpenPositions } from './open-positions.ts';
import { restoreSettings, settingsOf } from './settings.ts';
import { otherShape } from './shape.ts';
import type { SourceNode } from './source-node.ts';
import type { StageNode } from './stage-node.ts';
import type { Waits } from './waits.ts';

export interface DeliveryOptions {
  readonly pipeline: string;
  readonly shape: readonly string[];
  readonly checkpoint: CheckpointOptions | undefined;
  /** With a checkpoint, positions are committed with one of them: the first that is due. */
  readonly commitEveryMs: number;
  readonly atMostOnce: boolean;
  /** The sinks, and the sink of dead letters. */
  readonly targets: readonly PlacedTarget[];
}

/** What to know and do when the checkpoint store has failed, by the method it failed in. */
const afterFailed = {
  load: 'Nothing was read: mend the store and run again. Without the checkpoint a run would start from the beginning.',
  save: 'Nothing was committed since the last checkpoint that was kept: mend the store and run again, which goes on from there.',
};

/**
 * Makes effects last, and only then says that they do: prepare all sinks, store the checkpoint, publish, commit the
 * positions to the sources. Between two batches, with every buffer drained, so nothing is half-way.
 */
export class Delivery {
  readonly #assembly: Assembly;
  readonly #options: DeliveryOptions;
  readonly #open = new Map<SourceNode, OpenPositions>();
  readonly #positions = new Map<SourceNode, Position>();
  #epoch = 0;
  #recordsSince = 0;
  #lastAt: number;
  #committedAt: number;
  readonly #waits: Waits;

  constructor(assembly: Assembly, options: DeliveryOptions, waits: Waits, now: number) {
    this.#assembly = assembly;
    this.#options = options;
    this.#waits = waits;
    this.#lastAt = now;
    this.#committedAt = now;
  }

  /** Brings sinks, stages and settings back to the last checkpoint. */
  async resume(): Promise<void> {
    const checkpoint = await this.#load();
    this.#epoch = checkpoint?.epoch ?? 0;
    await recoverEpoch(this.#options.targets, this.#epoch, this.#waits);
    if (!checkpoint) return;
    for (const node of this.#assembly.sources) {
      const position = checkpoint.positions[node.name];
      if (position !== undefined) this.#positions.set(node, position);
    }
    for (const { stage, name, place } of this.#assembly.stages) {
      const state = checkpoint.states[name];
      if (state !== undefined)
        await this.#waits.call(place, 'restore', () => stage.restore?.(state as never));
      await this.#waits.call(place, 'settings', () =>
        restoreSettings(stage.settings, checkpoint.settings[name], checkpoint.epoch),
      );
    }
  }

  /** Where a source goes on. */
  positionOf(node: SourceNode): Position | undefined {
    return this.#positions.get(node);
  }

  /** A batch has come in, and is about to go through the stages. */
  arrived(node: SourceNode, arrival: Arrival, records: number): Promise<void> | undefined {
    this.#recordsSince += records;
    const { position } = arrival;
    if (position === undefined) return undefined;
    if (this.#options.atMostOnce) {
      this.#positions.set(node, position);
      return this.#commitAhead(node, position);
    }
    const open = this.#open.get(node) ?? new OpenPositions();
    this.#open.set(node, open);
    open.add(arrival);
    return undefined;
  }

  /** How long effects wait at most before they are made to last. */
  get periodMs(): number {
    const { checkpoint, commitEveryMs } = this.#options;
    return checkpoint ? (checkpoint.everyMs ?? 1_000) : commitEveryMs;
  }

  /** Whether it is time to make effects last again. */
  isDue(now: number): boolean {
    if (this.#recordsSince === 0) return false;
    const { checkpoint } = this.#options;
    if (checkpoint?.everyRecords !== undefined && this.#recordsSince >= checkpoint.everyRecords) return true;
    return now - this.#lastAt >= this.periodMs;
  }

  /**
   * Makes everything up to here last, and commits it. Nothing may be on its way through the chain meanwhile.
   *
   * @param isLast - Whether the run ends with it: what has taken effect is committed, due or not.
   */
  async settle(now: number, isLast = false): Promise<void> {
    await this.#drainBuffers();
    const { targets } = this.#options;
    const epoch = this.#epoch + 1;
    await prepareEpoch(targets, epoch, this.#waits);
    this.#advance();
    await this.#save(epoch);
    this.#epoch = epoch;
    await commitEpoch(targets, epoch, this.#waits);
    if (isLast || now - this.#committedAt >= this.#options.commitEveryMs) await this.#commit(now);
    this.#recordsSince = 0;
    this.#lastAt = now;
  }

  async #commit(now: number): Promise<void> {
    for (const [node, position] of this.#positions) {
      await this.#waits.call(node.place, 'commit', () => node.source.commit?.(position));
    }
    this.#committedAt = now;
  }

  async #drainBuffers(): Promise<void> {
    for (const buffer of this.#assembly.buffers) await buffer.drained();
  }

  async #load(): Promise<Checkpoint | undefined> {
    const { checkpoint: options, pipeline, shape } = this.#options;
    if (!options) return undefined;
    const checkpoint = await this.#atStore('load', () => options.store.load(pipeline));
    if (!checkpoint || checkpoint.shape.join('\n') === shape.join('\n')) return checkpoint;
    if (options.onOtherShape === 'reset') return undefined;
    if (options.onOtherShape) return options.onOtherShape(checkpoint);
    throw otherShape(checkpoint, shape);
  }

  async #save(epoch: number): Promise<void> {
    const { checkpoint: options, pipeline, shape } = this.#options;
    if (!options) return;
    const { stages } = this.#assembly;
    const checkpoint: Checkpoint = {
      epoch,
      pipeline,
      shape,
      positions: Object.fromEntries([...this.#positions].map(([{ name }, position]) => [name, position])),
      states: Object.fromEntries(
        stages.flatMap((node) => (node.stage.snapshot ? [[node.name, snapshotOf(node)]] : [])),
      ),
      settings: Object.fromEntries(
        stages.flatMap(({ name, stage }) => (stage.settings ? [[name, settingsOf(stage.settings)]] : [])),
      ),
    };
    await this.#atStore('save', () => options.store.save(checkpoint));
  }

  get #storePlace(): string {
    const { checkpoint, pipeline } = this.#options;
    return `${placeOf('checkpoint', checkpoint?.store)} of the pipeline '${pipeline}'`;
  }

  /** Calls the store; what it throws says which store and pipeline, and what it means for the next run. */
  async #atStore<Result>(method: keyof typeof afterFailed, call: () => Result): Promise<Awaited<Result>> {
    try {
      return await this.#waits.for(this.#storePlace, method, Promise.resolve(call()));
    } catch (cause) {
      throw failureOf(this.#storePlace, method, cause, afterFailed[method]);
    }
  }

  /** Moves every position to the last batch that has taken effect: short of the oldest row that a stage keeps unsaved. */
  #advance(): void {
    const stop = this.#oldestUnsaved();
    for (const [node, open] of this.#open) {
      const position = open.takeBefore(stop);
      if (position !== undefined) this.#positions.set(node, position);
    }
  }

  #oldestUnsaved(): number {
    const unsaved = this.#assembly.stages
      .filter(({ stage }) => !this.#options.checkpoint || !stage.snapshot)
      .map(({ oldestHeld }) => oldestHeld ?? Number.POSITIVE_INFINITY);
    return Math.min(Number.POSITIVE_INFINITY, ...unsaved);
  }

  /** At most once: the batch counts as read before anything is done with it. */
  async #commitAhead(node: SourceNode, position: Position): Promise<void> {
    // What buffers hold belongs to positions that count as read: the states have to know of it.
    await this.#drainBuffers();
    this.#epoch += 1;
    await this.#save(this.#epoch);
    await this.#waits.call(node.place, 'commit', () => node.source.commit?.(position));
  }
}

function snapshotOf({ stage, place }: StageNode): unknown {
  try {
    return stage.snapshot?.();
  } catch (cause) {
    throw failureOf(place, 'snapshot', cause);
  }
}
