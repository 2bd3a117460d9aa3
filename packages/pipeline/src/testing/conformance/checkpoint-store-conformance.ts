import type { Check } from '@pipe/protocols/testing';
import type { Checkpoint, CheckpointStore } from '../../checkpoint.ts';
import { checksOf, expectThat } from './check.ts';
import { isSame, textOf } from './same.ts';

/** A checkpoint store under test. */
export interface CheckpointStoreSubject {
  readonly store: CheckpointStore;
  /** Another store over the same place, as another process has it. */
  readonly reopen?: () => CheckpointStore | PromiseLike<CheckpointStore>;
}

/** Makes the store under test: each time with no checkpoint in it. */
export type MakeCheckpointStore = () => CheckpointStoreSubject | PromiseLike<CheckpointStoreSubject>;

/** What every checkpoint store has to keep to: the checkpoint saved last comes back as it was, whole and by itself. */
export function checkpointStoreConformance(make: MakeCheckpointStore): readonly Check[] {
  return checksOf({
    'has no checkpoint to begin with': async () => {
      const { store } = await make();
      const found = await store.load('boiler');
      expectThat(found === undefined, `it had ${textOf(found)} before anything was saved`);
    },
    'gives back what was saved, in all that survives a structured clone': async () => {
      const { store } = await make();
      await store.save(checkpoint(1));
      await expectLoaded(store, checkpoint(1));
    },
    'gives back what was saved last': async () => {
      const { store } = await make();
      for (const epoch of [1, 2, 3]) await store.save(checkpoint(epoch));
      await expectLoaded(store, checkpoint(3));
    },
    'gives the same again and again': async () => {
      const { store } = await make();
      await store.save(checkpoint(1));
      await expectLoaded(store, checkpoint(1));
      await expectLoaded(store, checkpoint(1));
    },
    'has nothing in common with what it was given, nor with what it gave': async () => {
      const { store } = await make();
      const given = checkpoint(1);
      await store.save(given);
      change(given);
      const got = await store.load('boiler');
      expectThat(isSame(got, checkpoint(1)), 'a change to the checkpoint that was saved shows in the store');
      change(got as Checkpoint);
      const again = await store.load('boiler');
      expectThat(
        isSame(again, checkpoint(1)),
        'a change to the checkpoint that was loaded shows in the store',
      );
    },
    'gives back to another process what this one has saved': async () => {
      const { store, reopen } = await make();
      if (!reopen) return;
      await store.save(checkpoint(1));
      await store.save(checkpoint(2));
      await expectLoaded(await reopen(), checkpoint(2));
    },
  });
}

async function expectLoaded(store: CheckpointStore, expected: Checkpoint): Promise<void> {
  const found = await store.load(expected.pipeline);
  expectThat(isSame(found, expected), `it gave back ${textOf(found)}, where ${textOf(expected)} was saved`);
}

/** A checkpoint with a bit of everything that states may be made of. */
function checkpoint(epoch: number): Checkpoint {
  return {
    epoch,
    pipeline: 'boiler',
    shape: ['source readings.csv yields Reading 0123456789abcdef', 'stage rollingAverage', 'sink Größe'],
    positions: { 'readings.csv': { byte: 2 ** 40 + epoch, done: [true, null, 'ä'] }, other: epoch },
    states: {
      rollingAverage: { sums: Float64Array.of(0.1, Number.NaN, -0), keys: new Map([['a', 1n]]) },
      alarms: [new Set(['open']), new Date(0), undefined, Number.NEGATIVE_INFINITY],
      nothing: null,
    },
    settings: { thresholdFilter: { above: 80.5, limits: { a: { below: undefined } } } },
  };
}

function change({ positions, states }: Checkpoint): void {
  Object.assign(positions, { other: 'changed' });
  (states.rollingAverage as { sums: Float64Array }).sums.fill(0);
}
