import { describe, expect, test, vi } from 'vitest';
import {
  collect,
  fromRecords,
  memoryCheckpointStore,
  onError,
  pipeline,
  type Sink,
  thresholdFilter,
} from '../../src/index.ts';
import { crashPoints, scriptedSource, virtualClock, withFaults } from '../../src/testing.ts';
import { Reading, readingsOf } from '../readings.ts';

const source = (values: number[]) => fromRecords(Reading, readingsOf(values), { batchSize: 1 });
const valuesIn = (sink: { rows: readonly { value: number }[] }) => sink.rows.map(({ value }) => value);

describe('withFaults', () => {
  test('lets a component fail in the call that was chosen, and only there', async () => {
    const sink = collect();
    const flaky = onError(
      'dead-letter',
      withFaults(sink, [{ at: 'consume', call: 2, fail: new Error('busy') }]),
    );
    const { ledger } = await pipeline('flaky')
      .from(source([1, 2, 3]))
      .into(flaky)
      .run();
    expect(valuesIn(sink)).toEqual([1, 3]);
    expect(ledger).toMatchObject({ out: 2, deadLettered: 1 });
  });

  test('lets it fail after it has had its effect', async () => {
    const sink = collect();
    const late = withFaults(sink, [{ at: 'consume', call: 2, fail: new Error('lost'), when: 'after' }]);
    await expect(
      pipeline('late')
        .from(source([1, 2, 3]))
        .into(late)
        .run(),
    ).rejects.toThrow('lost');
    expect(valuesIn(sink)).toEqual([1, 2]);
  });

  test('lets the stream of a source fail', async () => {
    const flaky = withFaults(source([1, 2, 3]), [{ at: 'next', call: 3, fail: new Error('unplugged') }]);
    const sink = collect();
    const run = pipeline('flaky').from(flaky).into(sink).run();
    await expect(run).rejects.toThrow('sources[0] Reading failed in stream(): unplugged');
    expect(valuesIn(sink)).toEqual([1, 2]);
  });

  test('makes it slow, by the clock that it was given', async () => {
    const timer = virtualClock();
    const sink = collect();
    const slow = withFaults(sink, [{ at: 'consume', waitMs: 500 }], timer);
    const run = pipeline('slow')
      .from(source([1, 2, 3]))
      .into(slow)
      .start();
    await timer.advance(1_000);
    expect(valuesIn(sink)).toEqual([1, 2]);
    await timer.until(run.report);
    expect(timer.now()).toBe(1_500);
  });

  test('makes it hang, which an abort ends', async () => {
    const stuck = withFaults(collect(), [
      { at: 'flush', hang: true },
      { at: 'consume', call: 2, hang: true },
    ]);
    const run = pipeline('stuck')
      .from(source([1, 2]))
      .into(stuck)
      .run({ signal: AbortSignal.timeout(20) });
    await expect(run).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('counts calls over all runs', async () => {
    const flaky = withFaults(thresholdFilter({ field: 'value', above: 0 }), [
      { at: 'process', call: 3, fail: new Error('once') },
    ]);
    const described = pipeline('runs')
      .from(source([1, 2]))
      .through(flaky);
    await described.into(collect()).run();
    await expect(described.into(collect()).run()).rejects.toThrow('once');
    await described.into(collect()).run();
  });
});

describe('scriptedSource', () => {
  const batch = (...values: number[]) => readingsOf(values);

  test('follows its script, by the clock', async () => {
    const timer = virtualClock();
    const sink = collect();
    const scripted = scriptedSource(
      Reading,
      [batch(1, 2), { waitMs: 100 }, batch(3), { deadLetter: '12,,x', cause: 'no number' }, batch()],
      { timer },
    );
    const run = pipeline('script').from(scripted).into(sink).start();
    await timer.advance(99);
    expect(valuesIn(sink)).toEqual([1, 2]);
    const report = await timer.until(run.report);
    expect(valuesIn(sink)).toEqual([1, 2, 3]);
    expect(report.deadLetters).toEqual([
      { component: 'scripted', raw: '12,,x', cause: 'no number', position: 3 },
    ]);
    expect(scripted.commits.at(-1)).toBe(5);
  });

  test('fails once, and goes past the next time', async () => {
    const store = memoryCheckpointStore();
    const scripted = scriptedSource(Reading, [batch(1), { fail: new Error('unplugged') }, batch(2)]);
    const sinks = [collect(), collect()];
    const run = (sink: Sink) =>
      pipeline('again')
        .from(scripted)
        .into(sink)
        .run({ checkpoint: { store, everyRecords: 1 } });
    await expect(run(sinks[0])).rejects.toThrow('unplugged');
    await run(sinks[1]);
    expect(sinks.map(valuesIn)).toEqual([[1], [2]]);
  });

  test.each([
    [true, 'resolves'],
    ['deaf', 'rejects'],
  ] as const)('hangs until it is stopped: %s', async (hang, outcome) => {
    const sink = collect();
    const scripted = scriptedSource(Reading, [batch(1), { hang }, batch(2)]);
    const run = pipeline('hang').from(scripted).into(sink).start({ closeDeadlineMs: 20 });
    await vi.waitFor(() => expect(sink.rows).toHaveLength(1));
    await expect(
      run.stop().then(
        () => 'resolves',
        () => 'rejects',
      ),
    ).resolves.toBe(outcome);
    expect(valuesIn(sink)).toEqual([1]);
  });
});

describe('crashPoints', () => {
  /** What outlives a process: what was published, and what was prepared. */
  function disk() {
    const published: number[] = [];
    const prepared = new Map<number, number[]>();
    return { published, prepared };
  }

  /** A sink that publishes epochs as a whole. */
  function publishing({ published, prepared }: ReturnType<typeof disk>): Sink {
    const open: number[] = [];
    const commit = (epoch: number) => {
      published.push(...(prepared.get(epoch) ?? []));
      prepared.delete(epoch);
    };
    return {
      consume: (batch) => void open.push(...batch.toRows().map((row) => row.value as number)),
      prepare: (epoch) => void prepared.set(epoch, open.splice(0)),
      commit,
      recover: (epoch) => {
        for (const one of [...prepared.keys()]) {
          if (one <= epoch) commit(one);
          else prepared.delete(one);
        }
      },
    };
  }

  const values = [1, 2, 3, 4, 5];

  /** Runs a process until it ends, or dies. */
  async function live(
    points: ReturnType<typeof crashPoints>,
    on: ReturnType<typeof disk>,
    store = memoryCheckpointStore(),
  ) {
    await pipeline('dying')
      .from(points.around(source(values)))
      .into(points.around(publishing(on)))
      .run({ guarantee: 'effectively-once', checkpoint: { store: points.around(store), everyRecords: 2 } });
  }

  test('law 3: whichever call a process dies at, every record is published exactly once in the end', async () => {
    const counting = crashPoints();
    await live(counting, disk());
    expect(new Set(counting.calls)).toEqual(
      new Set(['load', 'recover', 'next', 'consume', 'prepare', 'save', 'commit']),
    );
    for (const when of ['before', 'after'] as const) {
      for (const at of counting.calls.keys()) {
        const store = memoryCheckpointStore();
        const survives = disk();
        const dying = crashPoints({ at, when });
        const error = await live(dying, survives, store).catch((reason: unknown) => reason);
        expect(String(error)).toContain(`the process died ${when} call ${at}, `);
        expect(dying.hasCrashed).toBe(true);
        await live(crashPoints(), survives, store);
        expect({ at, when, published: survives.published }).toEqual({ at, when, published: values });
      }
    }
  });

  test('no clean-up has any effect after the crash', async () => {
    const calls: string[] = [];
    const sink: Sink = {
      consume: () => void calls.push('consume'),
      flush: () => void calls.push('flush'),
      [Symbol.asyncDispose]: async () => void calls.push('close'),
    };
    const run = pipeline('dead')
      .from(source([1, 2]))
      .into(crashPoints({ at: 1 }).around(sink))
      .run();
    await expect(run).rejects.toThrow('the process died before call 1, consume()');
    expect(calls).toEqual(['consume']);
  });
});
