import { encodeCanonical } from '../log/canonical.ts';
import { Withheld } from '../log/withheld.ts';
import type { Change } from '../types.ts';
import { LARGEST_PAYLOAD } from './frame.ts';
import { type Draft, draftOf } from './trail-writer.ts';

/** Something to be written to a trail. */
export interface TrailItem {
  readonly draft: Draft;
  /** The changes in it, which took effect together. */
  readonly changes: readonly Change[];
  /** The number of changes that it says are lost. */
  readonly lost: number;
}

/** Values that cannot be encoded, or are too large, are left out rather than the change. */
export function changesItem(changes: readonly Change[]): TrailItem {
  const text = encoded(changes) ?? encodeCanonical(changes.map(withoutValues));
  const draft: Draft = ({ entries }) => ({
    kind: 'changes',
    payload: `{"changes":${text},"first":${entries + 1},"kind":"changes"}`,
    added: changes.length,
  });
  return { draft, changes, lost: 0 };
}

export function gapItem(lost: number): TrailItem {
  return { draft: draftOf(() => ({ kind: 'gap', lost })), changes: [], lost };
}

function encoded(changes: readonly Change[]): string | undefined {
  try {
    const text = encodeCanonical(changes.map(({ owner: _owner, ...fields }) => fields));
    return Buffer.byteLength(text) < LARGEST_PAYLOAD / 2 ? text : undefined;
  } catch {
    return undefined;
  }
}

function withoutValues({ owner: _owner, ...fields }: Change): object {
  return { ...fields, oldValue: new Withheld('unavailable'), newValue: new Withheld('unavailable') };
}
