import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../src/index.ts';
import { fileCheckpointStore } from '../src/node/file-checkpoint-store.ts';
import { ForgetfulDisk } from '../src/testing/forgetful-disk.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
});
afterAll(() => rm(folder, { recursive: true }));

const checkpoint = (epoch: number): Checkpoint => ({
  epoch,
  pipeline: 'boiler',
  shape: ['source a yields Reading', 'sink b'],
  positions: { a: { byte: 12_345_678_901, rest: [1, 'x', null] } },
  states: {
    rolling: { sums: new Float64Array([1.5, Number.NaN, -0]), keys: ['ä'], open: new Map([['a', 1n]]) },
  },
  settings: { filter: { above: Number.POSITIVE_INFINITY, below: undefined } },
});

describe('fileCheckpointStore', () => {
  test('gives back what was saved last, in another process too', async () => {
    const path = join(folder, 'boiler.checkpoint');
    expect(await fileCheckpointStore(path).load('boiler')).toBeUndefined();
    for (const epoch of [1, 2]) await fileCheckpointStore(path).save(checkpoint(epoch));
    expect(await fileCheckpointStore(path).load('boiler')).toEqual(checkpoint(2));
  });

  test('refuses a checkpoint of another pipeline, and a file that is damaged at any byte', async () => {
    const path = join(folder, 'damaged.checkpoint');
    const store = fileCheckpointStore(path);
    await store.save(checkpoint(1));
    await expect(store.load('other')).rejects.toThrow(/is of the pipeline 'boiler', not of 'other'/);
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 0x20;
      await writeFile(path, damaged);
      await expect(store.load('boiler'), `byte ${at}`).rejects.toThrow(/not a whole checkpoint/);
    }
    await writeFile(path, whole.subarray(0, whole.length / 2));
    await expect(store.load('boiler')).rejects.toThrow(/not a whole checkpoint/);
  });

  test('holds the checkpoint before or the one after, wherever the power fails, when nothing unsynced survives', async () => {
    for (let failAt = 1; failAt <= 5; failAt += 1) {
      const disk = new ForgetfulDisk();
      const path = '/data/boiler.checkpoint';
      await fileCheckpointStore(path, { files: disk }).save(checkpoint(1));
      disk.failBefore(failAt);
      const saved = await Promise.resolve(
        fileCheckpointStore(path, { files: disk }).save(checkpoint(2)),
      ).then(
        () => true,
        () => false,
      );
      disk.restart();
      const loaded = await fileCheckpointStore(path, { files: disk }).load('boiler');
      expect([1, 2], `failed at step ${failAt}`).toContain(loaded?.epoch);
      if (saved) expect(loaded?.epoch).toBe(2);
    }
  });
});
