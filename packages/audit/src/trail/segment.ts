import { basename, dirname } from 'node:path';
import { AuditError } from '../errors.ts';
import type { FileLayer } from './file-layer.ts';
import { GENESIS, type TrailRecord } from './frame.ts';
import { Scanner } from './scanner.ts';

const CHUNK_BYTES = 64 * 1024;

/** The state of a chain after some record. */
export interface Position {
  /** Undefined: the one before whichever comes next. */
  readonly segment: number | undefined;
  /** Entries so far, over all segments. */
  readonly entries: number;
  readonly hash: string;
  /** The segment is closed. */
  readonly isSealed: boolean;
}

/** Before the first record of all. */
export const START: Position = { segment: -1, entries: 0, hash: GENESIS, isSealed: true };

export interface WalkedRecord {
  readonly record: TrailRecord;
  readonly position: Position;
}

/** How a segment ends. */
export interface SegmentEnd {
  /** After its last good record; where there is none, as before it. */
  readonly position: Position | undefined;
  /** Where that record ends, in bytes of the file. */
  readonly end: number;
  /** Bytes of a record after it that was cut short. */
  readonly torn: number;
}

/** The file that a segment is kept in once it is sealed. */
export function sealedPath(path: string, segment: number): string {
  return `${path}.${String(segment).padStart(6, '0')}`;
}

/** The numbers of the sealed segments of a trail, in order. */
export function sealedSegments(files: FileLayer, path: string): number[] {
  const prefix = `${basename(path)}.`;
  const suffixes = files.list(dirname(path)).filter((name) => name.startsWith(prefix));
  return suffixes
    .map((name) => name.slice(prefix.length))
    .filter((suffix) => /^\d{6,}$/.test(suffix))
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * The records of one segment, which has to continue the chain from `before`; undefined: from what its beginning says.
 *
 * Throws `tampered` at the first record that does not verify. A torn last record is not one; it is told in the end.
 */
export function* walkSegment(
  files: FileLayer,
  file: number,
  path: string,
  before: Position | undefined,
): Generator<WalkedRecord, SegmentEnd> {
  const scanner = new Scanner();
  let position = before;
  for (const chunk of chunksOf(files, file)) {
    for (const { record, hash } of scanner.read(chunk)) {
      const next = follow(position, record, hash);
      if (next === undefined)
        throw tampered(path, position, `${record.kind} record that does not belong here`);
      position = next;
      yield { record, position };
    }
  }
  const rest = scanner.rest();
  if (rest === 'bad') throw tampered(path, position, `record at byte ${scanner.end} that was altered`);
  return { position, end: scanner.end, torn: scanner.length - scanner.end };
}

export function tampered(path: string, { entries }: Position = START, what: string): AuditError {
  return new AuditError(
    'tampered',
    `The trail ${path} does not verify from entry ${entries + 1} on: there is a ${what}.`,
  );
}

/** The position after a record, or undefined where it cannot follow. */
function follow(before: Position | undefined, record: TrailRecord, hash: string): Position | undefined {
  if (record.kind === 'begin') {
    const { segment, entries, previous } = record;
    if (before === undefined) return { segment, entries, hash, isSealed: false };
    const continues =
      (before.segment === undefined || segment === before.segment + 1) &&
      entries === before.entries &&
      previous === before.hash;
    return before.isSealed && continues ? { segment, entries, hash, isSealed: false } : undefined;
  }
  if (before === undefined || before.isSealed) return undefined;
  if (record.kind === 'changes' && record.first !== before.entries + 1) return undefined;
  if (record.kind === 'seal' && (record.segment !== before.segment || record.entries !== before.entries)) {
    return undefined;
  }
  return after(before, record.kind, record.kind === 'changes' ? record.changes.length : 0, hash);
}

/** The position after a record that adds so many entries. */
export function after(before: Position, kind: TrailRecord['kind'], added: number, hash: string): Position {
  return { ...before, entries: before.entries + added, hash, isSealed: kind === 'seal' };
}

function* chunksOf(files: FileLayer, file: number): Generator<Buffer> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let at = 0;
  for (let read = files.read(file, buffer, at); read > 0; read = files.read(file, buffer, at)) {
    at += read;
    yield buffer.subarray(0, read);
  }
}
