import { type ChangeFilter, matches } from '../log/change-filter.ts';
import type { Change } from '../types.ts';
import type { FileLayer } from './file-layer.ts';
import { nodeFiles } from './node-files.ts';
import { type TrailHead, walkTrail } from './walk-trail.ts';

/** A change as a trail holds it: the owner is known by its `ownerId` only. */
export interface TrailEntry extends Change {
  /** Its number in the trail, counted from 1. */
  readonly entry: number;
}

export interface ReadTrailOptions extends ChangeFilter {
  /** The head that the segments removed from the front ended with. */
  readonly after?: TrailHead;
  /** @defaultValue the real files */
  readonly files?: FileLayer;
}

/**
 * The entries of a trail that meet the filter, oldest first, in memory that does not grow with it. Each is verified as it
 * is read: throws `tampered` at the first that does not.
 */
export function* readTrail(
  path: string,
  { after, files = nodeFiles, ...filter }: ReadTrailOptions = {},
): Generator<TrailEntry> {
  for (const { record } of walkTrail(files, path, after)) {
    if (record.kind !== 'changes') continue;
    for (const [index, change] of record.changes.entries()) {
      const entry = Object.freeze({ ...change, owner: undefined, entry: record.first + index });
      if (matches(entry, filter)) yield entry;
    }
  }
}
