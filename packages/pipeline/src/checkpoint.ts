import type { Position } from './types.ts';

/** Where a run stood: enough to go on from there in another process. Plain data that survives a structured clone. */
export interface Checkpoint {
  /** Counts the checkpoints of a pipeline from 1. */
  readonly epoch: number;
  /** The pipeline's name. */
  readonly pipeline: string;
  /** The components that it was made of and the records between them, a line each. */
  readonly shape: readonly string[];
  /** By source name: everything before it has taken effect. */
  readonly positions: { readonly [source: string]: Position };
  /** By stage name: what its `snapshot()` gave. */
  readonly states: { readonly [stage: string]: unknown };
  /** By stage name: the values of its audited settings. */
  readonly settings: { readonly [stage: string]: { readonly [setting: string]: unknown } };
}

/** Keeps the last checkpoint of a pipeline. */
export interface CheckpointStore {
  /** Names the store in errors. */
  readonly name?: string;
  /** The checkpoint saved last for the pipeline of this name, if there is one. */
  load(pipeline: string): PromiseLike<Checkpoint | undefined> | Checkpoint | undefined;
  /** Replaces the last checkpoint, all or nothing; when it returns, the checkpoint survives a crash. */
  save(checkpoint: Checkpoint): PromiseLike<void> | void;
}

/** When and where checkpoints are made, and what becomes of one that does not fit. */
export interface CheckpointOptions {
  readonly store: CheckpointStore;
  /**
   * A checkpoint at the latest after this many milliseconds, at the next batch boundary.
   *
   * @defaultValue 1_000
   */
  readonly everyMs?: number;
  /** A checkpoint at the latest after this many records, at the next batch boundary. */
  readonly everyRecords?: number;
  /**
   * What to do with a checkpoint of a pipeline of another shape: go on from what the function makes of it, or start anew
   * with `'reset'`. Without it the run is refused, saying what differs.
   */
  readonly onOtherShape?: 'reset' | ((checkpoint: Checkpoint) => Checkpoint);
}

/** Keeps checkpoints in memory: for tests, and for runs that follow one another in one process. */
export function memoryCheckpointStore(): CheckpointStore {
  const checkpoints = new Map<string, Checkpoint>();
  return {
    load: (name) => structuredClone(checkpoints.get(name)),
    save: (checkpoint) => void checkpoints.set(checkpoint.pipeline, structuredClone(checkpoint)),
  };
}
