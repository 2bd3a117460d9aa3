import { basename, dirname } from 'node:path';
import { AuditError } from '../errors.ts';
import type { FileLayer } from './file-layer.ts';
import {
  type Position,
  START,
  sealedPath,
  sealedSegments,
  tampered,
  type WalkedRecord,
  walkSegment,
} from './segment.ts';

/** Where a trail ends, or ended. Keep it where whoever writes the trail cannot write. */
export interface TrailHead {
  readonly entries: number;
  /** SHA-256 in hexadecimal, of the last record and through it of all before. */
  readonly hash: string;
}

/** How a trail ends. */
export interface TrailEnd {
  readonly position: Position;
  readonly segments: number;
  /** Bytes of a last record that was cut short; the next writer removes them. */
  readonly torn: number;
}

/**
 * The records of all segments of a trail in order, in constant memory.
 *
 * `after` is the head that the segments removed from the front ended with, where some were. Throws `tampered` at the first
 * record that does not verify, and `trail-failed` where there is no trail.
 */
export function* walkTrail(
  files: FileLayer,
  path: string,
  after: TrailHead | undefined,
): Generator<WalkedRecord, TrailEnd> {
  const sealed = sealedSegments(files, path);
  let position: Position = after ? { ...after, segment: undefined, isSealed: true } : START;
  for (const segment of sealed) {
    const name = sealedPath(path, segment);
    const end = yield* walkFile(files, name, position);
    position = end.position ?? position;
    if (end.torn > 0 || !position.isSealed || position.segment !== segment) {
      throw tampered(name, position, 'segment that is not the one its name and its neighbours say');
    }
  }
  if (!exists(files, path)) {
    if (sealed.length === 0) throw new AuditError('trail-failed', `There is no trail at ${path}.`);
    return { position, segments: sealed.length, torn: 0 };
  }
  const end = yield* walkFile(files, path, position);
  return { position: end.position ?? position, segments: sealed.length + 1, torn: end.torn };
}

function* walkFile(files: FileLayer, name: string, before: Position): ReturnType<typeof walkSegment> {
  const file = files.open(name, 'r');
  try {
    return yield* walkSegment(files, file, name, before);
  } finally {
    files.close(file);
  }
}

function exists(files: FileLayer, path: string): boolean {
  return files.list(dirname(path)).includes(basename(path));
}
