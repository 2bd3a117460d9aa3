import { describe, expect, test } from 'vitest';
import {
  buffer,
  collect,
  count,
  type ErrorPolicy,
  fromRecords,
  type Overflow,
  onError,
  pipeline,
  type Sink,
  type Stage,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const failingOn = (bad: number): Stage => ({
  name: 'failing',
  process(batch) {
    if (batch.toRows().some((row) => row.value === bad)) throw new RangeError(`no ${bad}`);
    return batch;
  },
});

const refusing = (bad: number): Sink => ({
  name: 'refusing',
  consume(batch) {
    if (batch.toRows().some((row) => row.value === bad)) throw new RangeError(`no ${bad}`);
  },
});

const run = (stage: Stage | undefined, sink: Sink) => {
  const source = pipeline('policy').from(fromRecords(Reading, readingsOf([1, 2, 3, 4]), { batchSize: 2 }));
  return (stage ? source.through(stage) : source).into(sink).run();
};

describe('a failing batch', () => {
  test.each<[ErrorPolicy, object]>([
    ['dead-letter', { in: 4, out: 2, deadLettered: 2, dropped: 0 }],
    ['skip', { in: 4, out: 2, deadLettered: 0, dropped: 2 }],
  ])('of a stage or a sink means what its policy says: %s', async (policy, ledger) => {
    const stageReport = await run(onError(policy, failingOn(3)), count());
    const sinkReport = await run(undefined, onError(policy, refusing(3)));
    expect(stageReport.ledger).toMatchObject(ledger);
    expect(sinkReport.ledger).toMatchObject(ledger);
  });

  test('that is set aside keeps every record with the cause and the component', async () => {
    const { deadLetters, stages } = await run(onError('dead-letter', failingOn(3)), count());
    expect(deadLetters).toMatchObject([
      { component: 'failing', raw: { value: 3 }, cause: { message: 'no 3' } },
      { component: 'failing', raw: { value: 4 } },
    ]);
    expect(stages).toMatchObject([{ errorCount: 1 }]);
  });

  test('ends the run where there is no policy', async () => {
    await expect(run(failingOn(3), count())).rejects.toThrow('stages[0] failing failed in process(): no 3');
  });

  test('of one sink keeps no other from its records', async () => {
    const others = collect();
    const { ledger } = await pipeline('two')
      .from(fromRecords(Reading, readingsOf([1, 2, 3, 4]), { batchSize: 2 }))
      .into(onError('dead-letter', refusing(3)), others)
      .run();
    expect(others.rows).toHaveLength(4);
    expect(ledger).toMatchObject({ in: 4, out: 2, deadLettered: 2 });
  });

  test('further down the way is not taken for a failure of the stage that sent it', async () => {
    const sending: Stage = {
      name: 'sending',
      process(batch, context) {
        context.absorb(batch);
        context.emit(batch.fork());
        return undefined;
      },
    };
    await expect(run(onError('dead-letter', sending), refusing(3))).rejects.toThrow(
      'sinks[0] refusing failed',
    );
  });
});

describe('a buffer', () => {
  const slow = (): Sink & { readonly values: number[] } => ({
    values: [],
    async consume(batch) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      this.values.push(...batch.toRows().map((row) => row.value as number));
    },
  });
  const through = (overflow: Overflow, sink: Sink) =>
    pipeline('buffered')
      .from(fromRecords(Reading, readingsOf([1, 2, 3, 4, 5, 6, 7, 8]), { batchSize: 1 }))
      .through(buffer({ records: 2, overflow }))
      .into(sink)
      .run();

  test('law 4, memory is bounded: a full buffer lets its sender wait, and loses nothing', async () => {
    const sink = slow();
    const { ledger } = await through('block', sink);
    expect(sink.values).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(ledger).toMatchObject({ in: 8, out: 8, dropped: 0 });
  });

  test.each<[Overflow, (values: number[]) => boolean]>([
    ['dropNewest', (values) => values.includes(1) && !values.includes(8)],
    ['dropOldest', (values) => values.includes(8)],
  ])('counts what it drops: %s', async (overflow, holds) => {
    const sink = slow();
    const { ledger } = await through(overflow, sink);
    expect(ledger.dropped).toBeGreaterThan(0);
    expect(ledger.out + ledger.dropped).toBe(8);
    expect(sink.values).toHaveLength(ledger.out);
    expect(holds(sink.values)).toBe(true);
  });

  test('ends the run when it is full and was told to', async () => {
    await expect(through('fail', slow())).rejects.toThrow(/stages\[0\] buffer is full: 2 records/);
  });

  test('passes on what fails behind it, at once', async () => {
    const failing: Sink = {
      consume() {
        throw new Error('disk full');
      },
    };
    await expect(through('block', failing)).rejects.toThrow('sinks[0] failed in consume(): disk full');
  });

  test('has limits that make sense', () => {
    expect(() => buffer({ records: 0 })).toThrow(/records is a positive number; it was 0/);
    expect(() => buffer({ overflow: 'explode' as never })).toThrow(/overflow is block, dropNewest/);
  });
});
