import { encodeCanonical } from '../log/canonical.ts';
import type { FileLayer } from './file-layer.ts';
import { frameOf, type TrailRecord } from './frame.ts';
import { type OpenSegment, openSegment, rotateSegment, writeAll } from './open-segment.ts';
import { after, type Position, tampered } from './segment.ts';

/** A record in the making: what goes into it depends on where it comes to stand. */
export type Draft = (before: Position) => {
  readonly kind: TrailRecord['kind'];
  /** Canonical JSON. */
  readonly payload: string;
  /** Entries that it adds. */
  readonly added: number;
};

/** A draft of a record that adds no entries. */
export function draftOf(record: (before: Position) => TrailRecord): Draft {
  return (before) => {
    const made = record(before);
    return { kind: made.kind, payload: encodeCanonical(made), added: 0 };
  };
}

/**
 * Appends records to the segments of a trail. When to sync, and what to do about errors, is for others to say.
 *
 * After an error the state of the file is unknown, so the segment is closed. The next call opens it anew and takes it back
 * to what was last committed.
 */
export class TrailWriter {
  readonly #files: FileLayer;
  readonly #path: string;
  #open: OpenSegment | undefined;
  #committed: OpenSegment;

  constructor(files: FileLayer, path: string) {
    this.#files = files;
    this.#path = path;
    this.#committed = openSegment(files, path);
    this.#open = this.#committed;
  }

  /** What {@link commit} was last called after. */
  get committed(): Position {
    return this.#committed.position;
  }

  /** Bytes of the segment. */
  get size(): number {
    return this.#open?.size ?? this.#committed.size;
  }

  append(drafts: readonly Draft[]): void {
    this.#attempt((segment) => {
      let { position } = segment;
      const frames = drafts.map((draft) => {
        const { kind, payload, added } = draft(position);
        const frame = frameOf(kind, Buffer.from(payload), position.hash);
        position = after(position, kind, added, frame.hash);
        return frame.bytes;
      });
      const bytes = Buffer.concat(frames);
      writeAll(this.#files, segment.file, bytes, segment.size);
      this.#open = { ...segment, position, size: segment.size + bytes.length };
    });
  }

  sync(): void {
    this.#attempt(({ file }) => this.#files.sync(file));
  }

  /** Declares what has been appended so far to be there to stay. */
  commit(): void {
    if (this.#open !== undefined) this.#committed = this.#open;
  }

  /** Closes the segment for good and begins the next one. Returns how the closed one ends. */
  rotate(): Position {
    this.append([draftOf(({ segment = 0, entries }) => ({ kind: 'seal', segment, entries }))]);
    this.sync();
    this.commit();
    const sealed = this.committed;
    this.#attempt((segment) => {
      this.#open = undefined;
      this.#open = rotateSegment(this.#files, this.#path, segment);
    });
    this.commit();
    return sealed;
  }

  close(): void {
    const { file } = this.#open ?? {};
    this.#open = undefined;
    if (file !== undefined) this.#files.close(file);
  }

  #attempt(step: (segment: OpenSegment) => void): void {
    try {
      this.#open ??= this.#reopened();
      step(this.#open);
    } catch (error) {
      try {
        this.close();
      } catch {
        // The error that is thrown is the first one; a file that cannot even be closed is lost either way.
      }
      throw error;
    }
  }

  #reopened(): OpenSegment {
    const found = openSegment(this.#files, this.#path);
    const { position, size } = this.#committed;
    if (found.position.entries < position.entries) {
      throw tampered(this.#path, found.position, 'piece missing that had been written');
    }
    if (found.position.segment !== position.segment || found.size <= size) return found;
    this.#files.truncate(found.file, size);
    this.#files.sync(found.file);
    return { file: found.file, position, size };
  }
}
