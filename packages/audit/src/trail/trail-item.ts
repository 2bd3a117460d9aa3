import { encodeCanonical } from '../log/canonical.ts';
import { decodeCanonical } from '../log/decode-canonical.ts';
import { Withheld } from '../log/withheld.ts';
import type { Change } from '../types.ts';
import { LARGEST_PAYLOAD } from './frame.ts';
import { type Draft, draftOf } from './trail-writer.ts';

/** Something to be written to a trail. */
export interface TrailItem {
  readonly draft: Draft;
  /** The number of changes in it, which took effect together. */
  readonly size: number;
  /** The number of changes that it says are lost. */
  readonly lost: number;
  /** The changes, read back from their text: what waits to be written keeps nothing alive. */
  changes(): Change[];
}

/**
 * Changes as one item, which is written whole or not at all; as several where one would be too large. Values that cannot
 * be encoded, or are too large by themselves, are left out, and not the change.
 */
export function changesItems(changes: readonly Change[]): TrailItem[] {
  const text = encoded(changes);
  if (text !== undefined) return [changesItem(changes.length, text)];
  if (changes.length === 1) return [changesItem(1, encodeCanonical(changes.map(withoutValues)))];
  const half = Math.ceil(changes.length / 2);
  return [...changesItems(changes.slice(0, half)), ...changesItems(changes.slice(half))];
}

function changesItem(size: number, text: string): TrailItem {
  const draft: Draft = ({ entries }) => ({
    kind: 'changes',
    payload: `{"changes":${text},"first":${entries + 1},"kind":"changes"}`,
    added: size,
  });
  return { draft, size, lost: 0, changes: () => decodeCanonical(text) as Change[] };
}

export function gapItem(lost: number): TrailItem {
  return { draft: draftOf(() => ({ kind: 'gap', lost })), size: 0, lost, changes: () => [] };
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
