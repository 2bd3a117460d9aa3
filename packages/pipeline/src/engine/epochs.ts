import { isTransactional } from '../guarantee.ts';
import type { Waits } from './waits.ts';

/** Something that takes records in and makes them last: a sink, or the sink of dead letters. */
export interface EpochTarget {
  flush?(): unknown;
  prepare?(epoch: number): unknown;
  commit?(epoch: number): unknown;
  recover?(epoch: number): unknown;
}

/** A target, and where it stands. */
export interface PlacedTarget {
  readonly target: EpochTarget;
  readonly place: string;
}

/** Makes everything consumed last and, where the target is transactional, ready to be published as one epoch. */
export async function prepareEpoch(
  targets: readonly PlacedTarget[],
  epoch: number,
  waits: Waits,
): Promise<void> {
  for (const { target, place } of targets) {
    await waits.call(place, 'flush', () => target.flush?.());
    if (isTransactional(target)) await waits.call(place, 'prepare', () => target.prepare?.(epoch));
  }
}

/** Publishes what was prepared for the epoch. */
export async function commitEpoch(
  targets: readonly PlacedTarget[],
  epoch: number,
  waits: Waits,
): Promise<void> {
  for (const { target, place } of targets) {
    if (isTransactional(target)) await waits.call(place, 'commit', () => target.commit?.(epoch));
  }
}

/** Publishes prepared epochs up to the given one, and forgets later ones. */
export async function recoverEpoch(
  targets: readonly PlacedTarget[],
  epoch: number,
  waits: Waits,
): Promise<void> {
  for (const { target, place } of targets) {
    if (isTransactional(target)) await waits.call(place, 'recover', () => target.recover?.(epoch));
  }
}
