import { type Change, changesOf } from '@pipe/audit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Checkpoint,
  collect,
  count,
  fromRecords,
  memoryCheckpointStore,
  type PipelineError,
  pipeline,
  type Sink,
  type Source,
  type Stage,
  ThresholdSettings,
  thresholdFilter,
} from '../src/index.ts';
import { batchSizes, Reading, readingsOf } from './readings.ts';
import { RunningSum } from './running-sum.ts';

const numbers = (count: number) => readingsOf(Array.from({ length: count }, (_, i) => i + 1));

/** What outlives a crash: everything published, and what is prepared for each epoch. */
class Disk {
  readonly published: number[] = [];
  readonly prepared = new Map<number, number[]>();
}

/** Publishes an epoch as a whole; each method may be repeated. */
function transactionalSink(disk: Disk): Sink {
  let open: number[] = [];
  const publish = (epoch: number) => {
    disk.published.push(...(disk.prepared.get(epoch) ?? []));
    disk.prepared.delete(epoch);
  };
  return {
    name: 'disk',
    consume: (batch) => void open.push(...batch.toRows().map((row) => row.value as number)),
    prepare(epoch) {
      disk.prepared.set(epoch, open);
      open = [];
    },
    commit: publish,
    recover(epoch) {
      for (const prepared of [...disk.prepared.keys()].toSorted((a, b) => a - b)) {
        if (prepared <= epoch) publish(prepared);
        else disk.prepared.delete(prepared);
      }
    },
  };
}

/** Fails at the n-th call of anything it wraps: a crash, as far as the run is concerned. */
function crashPoints(failAt: number) {
  let calls = 0;
  const crash = () => {
    calls += 1;
    if (calls === failAt) throw new Error(`crash ${failAt}`);
  };
  const around = <C extends object>(component: C, methods: readonly string[]): C => {
    const wrapped = { ...component } as { [method: string]: unknown };
    for (const method of methods) {
      const real = (component as { [method: string]: unknown })[method];
      if (typeof real !== 'function') continue;
      wrapped[method] = (...args: unknown[]) => {
        crash();
        const result = real.apply(component, args);
        crash();
        return result;
      };
    }
    return wrapped as C;
  };
  return { around, calls: () => calls };
}

const sums = (list: readonly { value: number | null }[]) => {
  let sum = 0;
  return list.map(({ value }) => (sum += value ?? 0));
};

describe('law 3, commit after effect', () => {
  test('effectively once: killed at any step of any checkpoint, the published output is that of an uninterrupted run', async () => {
    for (const batchSize of [1, 2, 511]) {
      const list = numbers(batchSize * 5 + 1);
      for (let failAt = 1; failAt < 400; failAt += 1) {
        const disk = new Disk();
        const store = memoryCheckpointStore();
        const points = crashPoints(failAt);
        const run = (crashing: boolean) => {
          const { around } = crashing ? points : crashPoints(0);
          return pipeline('sums')
            .from(fromRecords(Reading, list, { batchSize }))
            .through(new RunningSum())
            .into(around(transactionalSink(disk), ['consume', 'prepare', 'commit', 'recover']))
            .run({
              guarantee: 'effectively-once',
              checkpoint: { store: around(store, ['save', 'load']), everyRecords: batchSize * 2 },
            });
        };
        const crashed = await run(true).then(
          () => false,
          () => true,
        );
        if (crashed) await run(false);
        expect(disk.published, `crash point ${failAt}`).toEqual(sums(list));
        if (!crashed) break;
      }
    }
  });

  test('at least once: nothing is missing after a crash, whatever the batch size and the moment', async () => {
    const anyRun = fc.tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom(...batchSizes),
      fc.integer({ min: 1, max: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(anyRun, async ([size, batchSize, failAt]) => {
        const list = numbers(size);
        const store = memoryCheckpointStore();
        const arrived: number[] = [];
        const sink: Sink = {
          consume: (batch) => void arrived.push(...batch.toRows().map((row) => row.value as number)),
        };
        const run = (wrapped: Sink) =>
          pipeline('all')
            .from(fromRecords(Reading, list, { batchSize }))
            .into(wrapped)
            .run({ guarantee: 'at-least-once', checkpoint: { store, everyRecords: 7 } });
        await run(crashPoints(failAt).around(sink, ['consume'])).catch(() => {});
        await run({ ...sink });
        expect(new Set(arrived)).toEqual(new Set(list.map(({ value }) => value)));
      }),
    );
  });

  test('at most once: nothing comes twice', async () => {
    const store = memoryCheckpointStore();
    const arrived: number[] = [];
    const sink: Sink = {
      consume: (batch) => void arrived.push(...batch.toRows().map((row) => row.value as number)),
    };
    const run = (wrapped: Sink) =>
      pipeline('once')
        .from(fromRecords(Reading, numbers(6), { batchSize: 1 }))
        .into(wrapped)
        .run({ guarantee: 'at-most-once', checkpoint: store });
    await expect(run(crashPoints(5).around(sink, ['consume']))).rejects.toThrow('crash 5');
    await run({ ...sink });
    expect(arrived).toEqual([1, 2, 4, 5, 6]);
  });

  test('without a store, positions stop before the oldest row that a stage keeps', async () => {
    const committed: unknown[] = [];
    const source: Source = {
      recordType: Reading,
      stream: (options) => inner.stream(options),
      position: () => inner.position?.() ?? 0,
      commit: (position) => void committed.push(position),
    };
    const inner = fromRecords(Reading, numbers(5), { batchSize: 1 });
    const keepingTheThird: Stage = {
      process(batch, context) {
        if (batch.at(0).value !== 3) return batch;
        context.hold(batch);
        return undefined;
      },
    };
    const sink: Sink = {
      consume: (batch) => {
        if (batch.at(0).value === 5) throw new Error('crash');
      },
    };
    const run = pipeline('keeping')
      .from(source)
      .through(keepingTheThird)
      .into(sink)
      .run({ commitEveryMs: 0 });
    await expect(run).rejects.toThrow('crash');
    expect(committed.at(-1)).toBe(2);
  });
});

describe('a guarantee', () => {
  const source: Source = { stream: async function* () {}, recordType: Reading };

  test('that the parts cannot give is refused at the start, each part named', async () => {
    const run = pipeline('strict').from(source).into(count()).run({ guarantee: 'effectively-once' });
    const error = await run.catch((reason: PipelineError) => reason);
    expect(error).toMatchObject({
      code: 'invalid-pipeline',
      issues: [
        { code: 'guarantee', place: 'sources[0]', message: expect.stringMatching(/no position\(\)/) },
        { code: 'guarantee', place: 'checkpoint' },
        { code: 'guarantee', place: 'sinks[0] count', message: expect.stringMatching(/not transactional/) },
      ],
    });
  });

  test('includes the sink of dead letters', () => {
    const described = pipeline('strict').from(fromRecords(Reading, [])).into(transactionalSink(new Disk()));
    const options = { guarantee: 'effectively-once', checkpoint: memoryCheckpointStore() } as const;
    expect(described.check(options).ok).toBe(true);
    expect(described.check({ ...options, deadLetters: { consume() {} } }).issues).toMatchObject([
      { place: 'deadLetters' },
    ]);
  });

  test('that was reached without being asked for is in the report', async () => {
    const reached = async (sink: Sink, store = true) =>
      (
        await pipeline('reach')
          .from(fromRecords(Reading, numbers(1)))
          .into(sink)
          .run(store ? { checkpoint: memoryCheckpointStore() } : {})
      ).guarantee;
    expect(await reached(transactionalSink(new Disk()))).toBe('effectively-once');
    expect(await reached(count())).toBe('at-least-once');
    expect(await reached(count(), false)).toBe('none');
  });
});

describe('a checkpoint', () => {
  const describeRun = (above: number, ...more: Stage[]) =>
    pipeline('limits')
      .from(fromRecords(Reading, numbers(4), { batchSize: 1 }))
      .through(thresholdFilter({ field: 'value', above }), ...(more as []));

  test('of a pipeline of another shape is refused with what differs; reset and migration are explicit', async () => {
    const store = memoryCheckpointStore();
    await describeRun(1).into(count()).run({ checkpoint: store });
    const grown = () => describeRun(1, new RunningSum()).into(count());
    await expect(grown().run({ checkpoint: store })).rejects.toThrow(
      /another shape:\n {2}\+ stage runningSum yields Reading/,
    );
    const migrated = await grown().run({ checkpoint: { store, onOtherShape: (old) => old } });
    expect(migrated.ledger.in).toBe(0);
    const other = memoryCheckpointStore();
    await describeRun(1).into(count()).run({ checkpoint: other });
    const reset = await grown().run({ checkpoint: { store: other, onOtherShape: 'reset' } });
    expect(reset.ledger.in).toBe(4);
  });

  test('that cannot be read or kept is a failure of its store, which says what becomes of the run', async () => {
    const failingStore = (method: 'load' | 'save') => ({
      ...memoryCheckpointStore(),
      name: 'limits.checkpoint',
      [method]: async () => {
        throw new Error('disk full');
      },
    });
    const reading = describeRun(1)
      .into(count())
      .run({ checkpoint: failingStore('load') });
    await expect(reading).rejects.toMatchObject({
      code: 'component-failed',
      message:
        "checkpoint limits.checkpoint of the pipeline 'limits' failed in load(): disk full. Nothing was read: " +
        'mend the store and run again. Without the checkpoint a run would start from the beginning.',
      cause: { message: 'disk full' },
      report: { ledger: { in: 0 } },
    });
    const saving = describeRun(1)
      .into(count())
      .run({ checkpoint: failingStore('save') });
    await expect(saving).rejects.toThrow(
      "checkpoint limits.checkpoint of the pipeline 'limits' failed in save(): disk full. Nothing was committed since",
    );
  });

  test('that a stage fails to take part in names the stage', async () => {
    const snapshot = () => {
      throw new Error('too much');
    };
    const run = describeRun(1, { name: 'forgetting', process: (batch) => batch, snapshot })
      .into(count())
      .run({ checkpoint: memoryCheckpointStore() });
    await expect(run).rejects.toThrow('stages[1] forgetting failed in snapshot(): too much');
  });

  test('keeps settings that were changed while running; restoring them is an entry in the change log', async () => {
    const store = memoryCheckpointStore();
    const run = describeRun(1).into(count()).start({ checkpoint: store });
    run.settings<ThresholdSettings>('thresholdFilter').above = 3;
    await run.report;
    const sink = collect();
    await pipeline('limits')
      .from(fromRecords(Reading, numbers(6), { batchSize: 1 }))
      .through(thresholdFilter({ field: 'value', above: 1 }))
      .into(sink)
      .run({ checkpoint: { store, onOtherShape: (old: Checkpoint) => old } });
    expect(sink.rows.map((row) => row.value as number)).toEqual([5, 6]);
    const last = [...changesOf(ThresholdSettings, 'above')].at(-1) as Change;
    expect(last).toMatchObject({
      oldValue: 1,
      newValue: 3,
      actor: 'checkpoint',
      reason: 'restored from checkpoint 1',
    });
  });

  test('of a stopped run keeps what stages hold; a drained run lets it out', async () => {
    const endless = (): Source => {
      let given = 0;
      return {
        recordType: Reading,
        position: () => given,
        async *stream({ signal }) {
          while (!signal.aborted) {
            given += 1;
            yield Reading.batch(1).append(readingsOf([given])[0]);
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
        },
      };
    };
    const holding: Stage = {
      process(batch, context) {
        context.hold(batch);
        return undefined;
      },
      snapshot: () => 'held',
    };
    const start = () =>
      pipeline('hold')
        .from(endless())
        .through({ ...holding })
        .into(count())
        .start({ checkpoint: memoryCheckpointStore() });
    const some = () => new Promise((resolve) => setTimeout(resolve, 20));
    const stopped = start();
    await some();
    const { ledger, ended } = await stopped.stop();
    expect(ended).toBe('stopped');
    expect(ledger.inFlight).toBe(ledger.in);
    const drained = start();
    await some();
    const report = await drained.drain();
    expect(report.ledger.inFlight).toBe(0);
    expect(report.ledger.out).toBe(report.ledger.in);
  });
});

test('a paused run reads nothing more until it is resumed', async () => {
  const sink = count();
  const run = pipeline('pause')
    .from(fromRecords(Reading, numbers(100), { batchSize: 1 }))
    .into(sink)
    .start();
  run.pause();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const paused = sink.count;
  expect(paused).toBeLessThan(100);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sink.count).toBe(paused);
  run.resume();
  const { ledger } = await run.report;
  expect(ledger.out).toBe(100);
});
