import { basename, dirname } from 'node:path';
import { encodeCanonical } from '../log/canonical.ts';
import type { FileLayer } from './file-layer.ts';
import { frameOf, type TrailRecord } from './frame.ts';
import {
  after,
  type Position,
  type SegmentEnd,
  START,
  sealedPath,
  sealedSegments,
  tampered,
  walkSegment,
} from './segment.ts';

/** The segment at the end of a trail, open for writing. */
export interface OpenSegment {
  readonly file: number;
  readonly position: Position;
  /** Bytes up to the last record. */
  readonly size: number;
}

/**
 * Opens the segment that a trail ends with, made where there is none. What a crash may have left half done is put right:
 * a torn record is removed, a rotation finished. Throws `tampered` when the segment does not verify.
 */
export function openSegment(files: FileLayer, path: string): OpenSegment {
  const isThere = files.list(dirname(path)).includes(basename(path));
  const file = files.open(path, isThere ? 'r+' : 'wx+');
  try {
    const { position, end, torn } = drain(walkSegment(files, file, path, undefined));
    if (torn > 0) {
      files.truncate(file, end);
      files.sync(file);
    }
    if (position === undefined) return beginSegment(files, path, file, endOfSealed(files, path));
    return position.isSealed
      ? rotateSegment(files, path, { file, position, size: end })
      : { file, position, size: end };
  } catch (error) {
    files.close(file);
    throw error;
  }
}

/** Puts a sealed segment aside and begins the next one. */
export function rotateSegment(files: FileLayer, path: string, { file, position }: OpenSegment): OpenSegment {
  const aside = sealedPath(path, position.segment ?? 0);
  if (files.list(dirname(path)).includes(basename(aside))) {
    throw tampered(path, position, `segment that ${basename(aside)} is there for already`);
  }
  files.close(file);
  files.rename(path, aside);
  files.syncDirectory(dirname(path));
  return beginSegment(files, path, files.open(path, 'wx+'), position);
}

/** Writes all the bytes, or throws; some may be written then. */
export function writeAll(files: FileLayer, file: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += files.write(file, bytes.subarray(written), position + written);
  }
}

function beginSegment(files: FileLayer, path: string, file: number, before: Position): OpenSegment {
  const { entries, hash: previous, segment = -1 } = before;
  const record: TrailRecord = { kind: 'begin', segment: segment + 1, entries, previous };
  const { bytes, hash } = frameOf('begin', Buffer.from(encodeCanonical(record)), previous);
  writeAll(files, file, bytes, 0);
  files.sync(file);
  files.syncDirectory(dirname(path));
  return {
    file,
    position: { ...after(before, 'begin', 0, hash), segment: segment + 1 },
    size: bytes.length,
  };
}

/** Where the sealed segments of a trail end. */
function endOfSealed(files: FileLayer, path: string): Position {
  const last = sealedSegments(files, path).at(-1);
  if (last === undefined) return START;
  const name = sealedPath(path, last);
  const file = files.open(name, 'r');
  try {
    const { position } = drain(walkSegment(files, file, name, undefined));
    if (!position?.isSealed) throw tampered(name, position, 'segment without its end');
    return position;
  } finally {
    files.close(file);
  }
}

function drain(walk: Generator<unknown, SegmentEnd>): SegmentEnd {
  let step = walk.next();
  while (!step.done) step = walk.next();
  return step.value;
}
