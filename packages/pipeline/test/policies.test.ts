import { describe, expect, test } from 'vitest';
import {
  buffer,
  collect,
  count,
  type DeadLetter,
  type ErrorPolicy,
  fromRecords,
  type Overflow,
  onError,
  pipeline,
  type Sink,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';
import { imbalanceOf } from '../src/ledger.ts';
import { batchSizes, Reading, readingsOf } from './readings.ts';

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

describe('a row that a sink refuses', () => {
  /** Takes what is not bad; what is, it sets aside by itself. */
  const choosy = (bad: number, change: Partial<Sink> = {}) => {
    const values: number[] = [];
    const sink: Sink = {
      name: 'choosy',
      consume(batch, { deadLetter }) {
        for (let i = 0; i < batch.selected; i += 1) {
          const { value } = batch.at(i) as { value: number };
          if (value === bad) deadLetter(batch, batch.selection?.[i] ?? i, new RangeError(`no ${bad}`));
          else values.push(value);
        }
      },
      ...change,
    };
    return { sink, values };
  };
  const four = (batchSize: number) => fromRecords(Reading, readingsOf([1, 2, 3, 4]), { batchSize });

  test.each(batchSizes)(
    'is set aside with its cause, and the others of its batch are out, once; %i at a time',
    async (batchSize) => {
      const { sink, values } = choosy(3);
      const committed: unknown[] = [];
      const source = Object.assign(four(batchSize), {
        create: undefined,
        commit: (position: number) => void committed.push(position),
      });
      const seen: (string | undefined)[] = [];
      const { ledger, deadLetters } = await pipeline('choosy')
        .from(source as never)
        .through(thresholdFilter({ field: 'value', above: 1 }))
        .into(sink)
        .run({ progressIntervalMs: 0, onProgress: (progress) => seen.push(imbalanceOf(progress.ledger)) });
      expect(values).toEqual([2, 4]);
      expect(ledger).toMatchObject({ in: 4, out: 2, filtered: 1, deadLettered: 1, inFlight: 0 });
      expect(deadLetters).toMatchObject([
        { component: 'choosy', raw: { value: 3 }, cause: { message: 'no 3' } },
      ]);
      expect(committed).toEqual([4]);
      expect(new Set(seen)).toEqual(new Set([undefined]));
    },
  );

  test('counts as dead-lettered, whatever other sinks and branches do with it', async () => {
    const { ledger } = await pipeline('choosy')
      .from(four(2))
      .branch({
        choosy: (input) => input.into(choosy(3).sink, onError('skip', refusing(3))),
        hot: (input) => input.through(thresholdFilter({ field: 'value', above: 1 })).into(count()),
      })
      .run();
    // 3 is set aside, 4 dropped with it in one branch, 1 and 2 are out.
    expect(ledger).toMatchObject({ in: 4, out: 2, deadLettered: 1, dropped: 1, filtered: 0 });
    expect(ledger.branches.choosy).toMatchObject({ in: 4, out: 2, deadLettered: 1, dropped: 1 });
  });

  test.each<[ErrorPolicy, object]>([
    ['dead-letter', { out: 2, deadLettered: 2, dropped: 0 }],
    ['skip', { out: 2, deadLettered: 1, dropped: 1 }],
  ])('is counted once when the sink then fails on the rest: %s', async (policy, expected) => {
    const failing = async (...[batch, { deadLetter }]: Parameters<Sink['consume']>) => {
      if (batch.at(0).value !== 3) return;
      deadLetter(batch, batch.selection?.[0] ?? 0, 'refused');
      await undefined;
      throw new Error('disk full');
    };
    const { ledger, deadLetters } = await pipeline('choosy')
      .from(four(2))
      .into(onError(policy, { consume: failing }))
      .run();
    expect(ledger).toMatchObject({ in: 4, inFlight: 0, ...expected });
    expect(deadLetters[0]).toMatchObject({ raw: { value: 3 }, cause: 'refused' });
  });

  test('has been written down before the next batch comes, and fails the run where it cannot be', async () => {
    const calls: unknown[] = [];
    const consume = async ({ raw }: DeadLetter) => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      calls.push(`letter ${(raw as { value: number }).value}`);
    };
    const { sink } = choosy(1);
    const watched: Sink = {
      consume: (batch, context) => {
        calls.push(`batch of ${batch.at(0).value}`);
        return sink.consume(batch, context);
      },
    };
    await pipeline('choosy').from(four(2)).into(watched).run({ deadLetters: { consume } });
    expect(calls).toEqual(['batch of 1', 'letter 1', 'batch of 3']);
    const full = {
      consume: () => {
        throw new Error('disk full');
      },
    };
    const failing = pipeline('choosy').from(four(2)).into(choosy(1).sink).run({ deadLetters: full });
    await expect(failing).rejects.toThrow('deadLetters failed in consume(): disk full');
  });

  test('is one of the batch at hand: others are a mistake that is named', async () => {
    const twice: Sink = {
      name: 'twice',
      consume(batch, { deadLetter }) {
        deadLetter(batch, 0, 'once');
        deadLetter(batch, 0, 'and again');
      },
    };
    await expect(pipeline('choosy').from(four(2)).into(twice).run()).rejects.toThrow(
      'sinks[0] twice: context.deadLetter() was given row 0, which is not in play in the batch, or has been set aside',
    );
    let late: (() => void) | undefined;
    const keeping: Sink = {
      consume(batch, { deadLetter }) {
        late = () => deadLetter(batch, 0, 'too late');
      },
    };
    await pipeline('choosy').from(four(2)).into(keeping).run();
    expect(late).toThrow('sinks[0]: context.deadLetter() is for the batch that consume() was handed');
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
    expect(() => buffer({ overflow: 'explode' as never })).toThrow(
      /overflow is 'block', 'dropNewest', 'dropOldest' or 'fail'; it was "explode"/,
    );
  });
});
