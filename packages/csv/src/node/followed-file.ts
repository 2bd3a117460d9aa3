/** Where following begins, and how. */
export interface FollowOptions {
  readonly offset: number;
  /** The file that the offset is in; the one at the path when it is not said. */
  readonly file: string | undefined;
  /** How long to wait at the end before looking again. */
  readonly intervalMs: number;
  readonly signal: AbortSignal | undefined;
}

/** One of the files that stand at a path one after the other. */
export interface FollowedFile {
  /** Tells it from others, whatever its name. */
  readonly id: string;
  /** Where its chunks begin. */
  readonly offset: number;
  /** Its bytes, as they are written; they end when another file has taken its place. */
  readonly chunks: AsyncIterable<Uint8Array>;
}
