import { describe, expect, test } from 'vitest';
import {
  buffer,
  type Clock,
  count,
  fromRecords,
  pipeline,
  type Sink,
  type Source,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const readings = (count: number) => readingsOf(Array.from({ length: count }, (_, i) => i));

test('neighbouring stages and the sink have a batch back to back, without a promise between them', async () => {
  const calls: string[] = [];
  const stage = (name: string): Stage => ({
    name,
    process(batch) {
      calls.push(name);
      queueMicrotask(() => calls.push('a promise later'));
      return batch;
    },
  });
  await pipeline('back-to-back')
    .from(fromRecords(Reading, readings(1)))
    .through(stage('one'), thresholdFilter({ field: 'value', above: -1 }), stage('two'))
    .into({ consume: () => void calls.push('sink') })
    .run();
  expect(calls.slice(0, 4)).toEqual(['one', 'two', 'sink', 'a promise later']);
});

test('stages that wait and stages that do not take turns on a batch, in order', async () => {
  const seen: unknown[] = [];
  const plusOne = (isSlow: boolean): Stage => ({
    process(batch) {
      const { values } = batch.writable('value');
      for (let row = 0; row < batch.length; row += 1) values[row] += 1;
      return isSlow ? new Promise((resolve) => setTimeout(resolve, 1, batch)) : batch;
    },
  });
  await pipeline('mixed')
    .from(fromRecords(Reading, readings(5), { batchSize: 2 }))
    .through(plusOne(false), plusOne(true), plusOne(false), plusOne(true))
    .into({ consume: (batch) => void seen.push(...batch.toRows().map(({ value }) => value)) })
    .run();
  expect(seen).toEqual([4, 5, 6, 7, 8]);
});

test('a sub-pipeline is written once, and stands in a chain, in a branch and in another sub-pipeline', async () => {
  const sinks = [count(), count(), count()];
  const hot = (above: number) => (input: ReturnType<typeof from>) =>
    input.through(thresholdFilter({ field: 'value', above }));
  const from = () => pipeline('whole').from(fromRecords(Reading, readings(10)));
  const hotter = (input: ReturnType<typeof from>) => input.pipe(hot(3)).pipe(hot(6));
  await from()
    .pipe(hot(1))
    .branch({
      all: (input) => input.into(sinks[0]),
      hot: (input) => input.pipe(hot(3)).into(sinks[1]),
      hotter: (input) => input.pipe(hotter).into(sinks[2]),
    })
    .run();
  expect(sinks.map(({ count }) => count)).toEqual([8, 6, 3]);
});

describe('a sink that fails', () => {
  const endless = () => {
    let given = 0;
    const source: Source = {
      async *stream() {
        for (;;) {
          given += 1;
          yield Reading.batch(1).append(readings(1)[0]);
        }
      },
    };
    return { source, given: () => given };
  };
  const failing = (): Sink => ({
    async consume() {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error('disk full');
    },
  });

  test('stops the intake at once', async () => {
    const { source, given } = endless();
    await expect(pipeline('full').from(source).into(failing()).run()).rejects.toThrow('disk full');
    expect(given()).toBeLessThanOrEqual(2);
  });

  test('behind a buffer stops it before more than the buffer may hold has been read', async () => {
    const { source, given } = endless();
    const run = pipeline('full')
      .from(source)
      .through(buffer({ records: 3 }))
      .into(failing())
      .run();
    await expect(run).rejects.toThrow('disk full');
    expect(given()).toBeLessThanOrEqual(6);
  });
});

test('a buffer is bounded by the bytes of its batches as well', async () => {
  const waiting: number[] = [];
  let given = 0;
  const source: Source = {
    async *stream() {
      for (; given < 6; given += 1) yield Reading.batch(1).append(readings(1)[0]);
    },
  };
  let taken = 0;
  const slow: Sink = {
    async consume() {
      await new Promise((resolve) => setTimeout(resolve, 2));
      taken += 1;
      waiting.push(given - taken);
    },
  };
  const { byteLength } = Reading.batch(1);
  await pipeline('bytes')
    .from(source)
    .through(buffer({ bytes: 2 * byteLength }))
    .into(slow)
    .run();
  expect(taken).toBe(6);
  // Two in the buffer, one on its way in, and one that the source has ready.
  expect(Math.max(...waiting)).toBeLessThanOrEqual(4);
});

describe('how often effects are made to last', () => {
  /** Runs ten batches, each of which takes 100 ms, and counts how often something was called. */
  async function callsIn(options: { everyMs?: number; everyRecords?: number; commitEveryMs?: number }) {
    let now = 0;
    const calls = { save: 0, commit: 0, flush: 0 };
    const counted = (call: keyof typeof calls) => {
      calls[call] += 1;
    };
    const clock: Clock = { now: () => now };
    const inner = fromRecords(Reading, readings(10), { batchSize: 1 });
    const source: Source = {
      stream: (streaming) => inner.stream(streaming),
      position: () => inner.position?.() ?? 0,
      commit: () => counted('commit'),
    };
    const sink: Sink = {
      consume() {
        now += 100;
      },
      flush: () => counted('flush'),
    };
    const store = { load: () => undefined, save: () => counted('save') };
    const { everyMs, everyRecords, commitEveryMs } = options;
    const checkpoint = everyMs === undefined ? undefined : { store, everyMs, everyRecords };
    await pipeline('often')
      .from(source)
      .into(sink)
      .run({ clock, checkpoint: checkpoint as never, commitEveryMs });
    return calls;
  }

  test('is said for checkpoints in time or in records, and once at the end', async () => {
    expect(await callsIn({ everyMs: 300 })).toEqual({ save: 4, commit: 4, flush: 4 });
    expect(await callsIn({ everyMs: 1e9, everyRecords: 5 })).toEqual({ save: 3, commit: 3, flush: 3 });
  });

  test('is said for commits on its own: they come with the first checkpoint that is due, and at the end', async () => {
    expect(await callsIn({ everyMs: 300, commitEveryMs: 600 })).toEqual({ save: 4, commit: 2, flush: 4 });
    expect(await callsIn({ everyMs: 300, commitEveryMs: 1e9 })).toEqual({ save: 4, commit: 1, flush: 4 });
    expect(await callsIn({ everyMs: 300, commitEveryMs: 1 })).toEqual({ save: 4, commit: 4, flush: 4 });
  });

  test('is said for commits without a checkpoint store on its own', async () => {
    expect(await callsIn({ commitEveryMs: 500 })).toEqual({ save: 0, commit: 3, flush: 3 });
    expect(await callsIn({ commitEveryMs: 1e9 })).toEqual({ save: 0, commit: 1, flush: 1 });
  });
});
