import { describe, expect, test } from 'vitest';
import {
  collect,
  count,
  fromRecords,
  type Pipeline,
  PipelineError,
  pipeline,
  rollingAverage,
  type Sink,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';
import { batchSizes, Reading, readingsOf } from './readings.ts';

const hot = thresholdFilter({ field: 'value', above: 80 });

describe('a run', () => {
  test.each(batchSizes)(
    'takes records from the source through the stages to the sink, %i at a time',
    async (batchSize) => {
      const sink = collect();
      const report = await pipeline('boiler')
        .from(fromRecords(Reading, readingsOf([70, 85, 90, null, 60, 81]), { batchSize }))
        .through(hot)
        .into(sink)
        .run();
      expect(sink.rows.map((row) => row.value)).toEqual([85, 90, 81]);
      expect(report).toMatchObject({
        name: 'boiler',
        ended: 'completed',
        ledger: { in: 6, out: 3, filtered: 3, deadLettered: 0, dropped: 0, inFlight: 0 },
      });
    },
  );

  test('adds a field that the record did not have', async () => {
    const sink = collect();
    await pipeline('smooth')
      .from(fromRecords(Reading, readingsOf([1, 2, null, 3])))
      .through(rollingAverage({ field: 'value', window: 2, into: 'mean' }))
      .into(sink)
      .run();
    expect(sink.rows.map((row) => row.mean)).toEqual([null, 1.5, null, 2.5]);
  });

  test('can be put together from sub-pipelines', async () => {
    const smoothedAndHot = (input: Pipeline<typeof Reading.fields>) =>
      input.through(
        rollingAverage({ field: 'value', window: 2, into: 'mean' }),
        thresholdFilter({ field: 'mean', above: 2 }),
      );
    const sink = collect();
    await pipeline('whole')
      .from(fromRecords(Reading, readingsOf([1, 2, 3])))
      .pipe(smoothedAndHot)
      .into(sink)
      .run();
    expect(sink.rows.map((row) => row.mean)).toEqual([2.5]);
  });

  test('reports what each stage took, let through and how long it had it', async () => {
    const report = await pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([70, 85, 90]), { batchSize: 2 }))
      .through(hot, rollingAverage({ field: 'value', window: 1, into: 'mean' }))
      .into(count())
      .run();
    expect(report.stages).toMatchObject([
      { name: 'thresholdFilter', recordsIn: 3, recordsOut: 2, errorCount: 0 },
      { name: 'rollingAverage', recordsIn: 2, recordsOut: 2, errorCount: 0 },
    ]);
    const [{ latency }] = report.stages;
    expect(latency.max).toBeGreaterThan(0);
    expect(latency.p50).toBeLessThanOrEqual(latency.p99);
    expect(latency.p99).toBeLessThanOrEqual(latency.max);
  });

  test('numbers stages of the same name', async () => {
    const report = await pipeline('twice')
      .from(fromRecords(Reading, readingsOf([90])))
      .through(hot, thresholdFilter({ field: 'value', above: 85 }))
      .into(count())
      .run();
    expect(report.stages.map(({ name }) => name)).toEqual(['thresholdFilter', 'thresholdFilter#2']);
  });

  test('keeps its state to itself: one description can run twice', async () => {
    const sinks = [collect(), collect()];
    const described = pipeline('twice')
      .from(fromRecords(Reading, readingsOf([1, 3])))
      .through(rollingAverage({ field: 'value', window: 2, into: 'mean' }));
    for (const sink of sinks) await described.into(sink).run();
    expect(sinks.map(({ rows }) => rows.map((row) => row.mean))).toEqual([
      [null, 2],
      [null, 2],
    ]);
  });

  test('is described without side effects: each method returns a new description', async () => {
    const base = pipeline('base').from(fromRecords(Reading, readingsOf([70, 90])));
    const all = collect();
    const few = collect();
    await base.through(hot).into(few).run();
    await base.into(all).run();
    expect([all.rows.length, few.rows.length]).toEqual([2, 1]);
  });

  test('tells how far it is, at the end at least', async () => {
    const seen: number[] = [];
    await pipeline('progress')
      .from(fromRecords(Reading, readingsOf([1, 2, 3, 4]), { batchSize: 2 }))
      .into(count())
      .run({
        progressIntervalMs: 0,
        onProgress: ({ records, fraction }) => seen.push(records, fraction ?? -1),
      });
    expect(seen).toEqual([2, 0.5, 4, 1, 4, 1]);
  });
});

test('measures latency against event time where asked, waiting included', async () => {
  const { eventLatency } = await pipeline('late')
    .from(fromRecords(Reading, readingsOf([1, 2, 3, 4]), { batchSize: 2 }))
    .into(count())
    .run({ eventTime: 'timestamp', wallClock: { now: () => 10_000 } });
  // The oldest records of the two batches are of second 0 and second 2.
  expect(eventLatency).toMatchObject({ mean: 9_000, max: 10_000 });
});

describe('a record that does not fit', () => {
  test('is set aside with its cause, and the rest go on', async () => {
    const letters: unknown[] = [];
    const records = [
      ...readingsOf([90]),
      { sensorId: 'a', timestamp: 0, value: 'hot' as never },
      ...readingsOf([91]),
    ];
    const report = await pipeline('boiler')
      .from(fromRecords(Reading, records))
      .into(count())
      .run({ deadLetters: { consume: (letter) => void letters.push(letter) } });
    expect(report.ledger).toMatchObject({ in: 3, out: 2, deadLettered: 1 });
    expect(letters).toMatchObject([{ component: 'Reading', raw: { value: 'hot' }, position: 1 }]);
    expect(report.deadLetters).toEqual(letters);
  });
});

describe('a component that fails', () => {
  const failing: Stage = {
    name: 'failing',
    process() {
      throw new RangeError('out of luck');
    },
  };

  test('ends the run with one error that names it and keeps the cause and the report', async () => {
    const run = pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([1, 2])))
      .through(hot, failing)
      .into(count())
      .run();
    // Nothing reaches the failing stage: the filter lets nothing through.
    await expect(run).resolves.toMatchObject({ ledger: { filtered: 2 } });
    const error = await pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([90])))
      .through({ ...failing })
      .into(count())
      .run()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PipelineError);
    expect(error).toMatchObject({
      code: 'component-failed',
      message: 'stages[0] failing failed in process(): out of luck',
      cause: expect.any(RangeError),
      report: { ended: 'failed', ledger: { in: 1, inFlight: 1 } },
    });
  });

  test('while being written to, it is named as well', async () => {
    const sink: Sink = {
      consume: async () => {
        throw new Error('disk full');
      },
    };
    const run = pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([90])))
      .into(sink)
      .run();
    await expect(run).rejects.toThrow('sinks[0] failed in consume(): disk full');
  });
});

test('law 6, one owner: a sink that keeps a batch beyond its turn is told so when it uses it', async () => {
  const kept: unknown[] = [];
  const keeping: Sink = { consume: (batch) => void kept.push(batch) };
  await pipeline('keeping')
    .from(fromRecords(Reading, readingsOf([1])))
    .into(keeping)
    .run();
  expect(() => (kept[0] as { toRows(): unknown }).toRows()).toThrow(/released/);
});

describe('the ledger', () => {
  test('catches a stage that makes records out of nothing', async () => {
    const doubling: Stage = {
      name: 'doubling',
      process: (batch) => {
        const twice = batch.type.batch(batch.length * 2);
        for (const row of [...batch.toRows(), ...batch.toRows()]) twice.append(row);
        return twice;
      },
    };
    const run = pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([90])))
      .through(doubling)
      .into(count())
      .run();
    await expect(run).rejects.toThrow(/doubling.*returned 2 records for the 1/);
  });
});
