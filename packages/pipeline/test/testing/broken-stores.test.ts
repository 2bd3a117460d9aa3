import { expect, test } from 'vitest';
import { type Checkpoint, type CheckpointStore, memoryCheckpointStore } from '../../src/index.ts';
import { checkpointStoreConformance } from '../../src/testing.ts';
import { failuresOf } from './failures-of.ts';

/** A store that keeps the checkpoint as it is, but for what is given. */
function but(change: (kept: { checkpoint?: Checkpoint }) => Partial<CheckpointStore>): () => CheckpointStore {
  return () => {
    const kept: { checkpoint?: Checkpoint } = {};
    return {
      load: () => structuredClone(kept.checkpoint),
      save: (checkpoint) => {
        kept.checkpoint = structuredClone(checkpoint);
      },
      ...change(kept),
    };
  };
}

const none = {
  epoch: 0,
  pipeline: 'boiler',
  shape: [],
  positions: {},
  states: {},
  settings: {},
} satisfies Checkpoint;

const broken: [check: string, make: () => CheckpointStore][] = [
  ['has no checkpoint to begin with', but((kept) => ({ load: () => kept.checkpoint ?? none }))],
  [
    'gives back what was saved, in all that survives a structured clone',
    but((kept) => ({
      save: (checkpoint) => {
        const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
        kept.checkpoint = JSON.parse(JSON.stringify(checkpoint, plain));
      },
    })),
  ],
  [
    'gives back what was saved last',
    but((kept) => ({
      save: (checkpoint) => {
        kept.checkpoint ??= structuredClone(checkpoint);
      },
    })),
  ],
  [
    'gives the same again and again',
    but((kept) => ({
      load: () => {
        const { checkpoint } = kept;
        delete kept.checkpoint;
        return checkpoint;
      },
    })),
  ],
  [
    'has nothing in common with what it was given, nor with what it gave',
    but((kept) => ({
      save: (checkpoint) => {
        kept.checkpoint = checkpoint;
      },
    })),
  ],
  [
    'has nothing in common with what it was given, nor with what it gave',
    but((kept) => ({ load: () => kept.checkpoint })),
  ],
];

test.each(broken)('a store is caught that does not keep to: %s', async (check, make) => {
  const failures = await failuresOf(checkpointStoreConformance(() => ({ store: make() })));
  expect(Object.keys(failures)).toContain(check);
});

test('a store is caught that forgets when its process ends', async () => {
  const make = () => ({ store: memoryCheckpointStore(), reopen: memoryCheckpointStore });
  expect(Object.keys(await failuresOf(checkpointStoreConformance(make)))).toEqual([
    'gives back to another process what this one has saved',
  ]);
});
