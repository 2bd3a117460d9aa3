import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alarms,
  collect,
  count,
  fromRecords,
  type Pipeline,
  PipelineError,
  pipeline,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';
import { imbalanceOf } from '../src/ledger.ts';
import { batchSizes, Reading, readingsOf } from './readings.ts';

const above = (limit: number) => thresholdFilter({ field: 'value', above: limit });

describe('branches', () => {
  test('each see every record, filter for themselves, and have a ledger of their own', async () => {
    const [low, high] = [collect(), collect()];
    const { ledger } = await pipeline('split')
      .from(fromRecords(Reading, readingsOf([1, 5, 9])))
      .branch({
        low: (input) => input.through(above(2)).into(low),
        high: (input) => input.through(above(7)).into(high),
      })
      .run();
    expect(low.rows.map((row) => row.value)).toEqual([5, 9]);
    expect(high.rows.map((row) => row.value)).toEqual([9]);
    // 5 and 9 came out somewhere, 1 nowhere: each is counted once.
    expect(ledger).toMatchObject({ in: 3, out: 2, filtered: 1 });
    expect(ledger.branches.low).toMatchObject({ in: 3, out: 2, filtered: 1 });
    expect(ledger.branches.high).toMatchObject({ in: 3, out: 1, filtered: 2 });
  });

  test('change columns for themselves', async () => {
    const doubling: Stage = {
      process(batch) {
        const column = batch.writable('value');
        for (let row = 0; row < batch.length; row += 1) column.values[row] *= 2;
        return batch;
      },
    };
    const [doubled, plain] = [collect(), collect()];
    await pipeline('split')
      .from(fromRecords(Reading, readingsOf([1, 2])))
      .branch({
        doubled: (input) => input.through(doubling).into(doubled),
        plain: (input) => input.into(plain),
      })
      .run();
    expect(doubled.rows.map((row) => row.value)).toEqual([2, 4]);
    expect(plain.rows.map((row) => row.value)).toEqual([1, 2]);
  });

  test('several sinks each get every record, which is out once', async () => {
    const sinks = [collect(), collect()];
    const { ledger } = await pipeline('copies')
      .from(fromRecords(Reading, readingsOf([1, 2])))
      .into(...sinks)
      .run();
    expect(sinks.map(({ rows }) => rows.length)).toEqual([2, 2]);
    expect(ledger).toMatchObject({ in: 2, out: 2 });
  });
});

describe('a row that a stage cannot deal with', () => {
  const refusingNines = (): Stage => ({
    name: 'refusingNines',
    process(batch, context) {
      const { values } = batch.column('value');
      const kept: number[] = [];
      for (let i = 0; i < batch.selected; i += 1) {
        const row = batch.selection?.[i] ?? i;
        if (values[row] === 9) context.deadLetter(batch, row, new RangeError('nine'));
        else kept.push(row);
      }
      return batch.narrow(Uint32Array.from(kept), kept.length);
    },
  });

  test('is set aside with its cause; its batch goes on without it', async () => {
    const sink = collect();
    const { ledger, deadLetters } = await pipeline('nines')
      .from(fromRecords(Reading, readingsOf([1, 9, 5])))
      .through(above(2), refusingNines())
      .into(sink)
      .run();
    expect(ledger).toMatchObject({ in: 3, out: 1, filtered: 1, deadLettered: 1 });
    expect(deadLetters).toMatchObject([
      { component: 'refusingNines', raw: { value: 9 }, cause: { message: 'nine' } },
    ]);
    expect(sink.rows.map((row) => row.value)).toEqual([5]);
  });

  test('in one branch counts once, whatever the others do with it', async () => {
    const { ledger } = await pipeline('nines')
      .from(fromRecords(Reading, readingsOf([1, 9])))
      .branch({
        refusing: (input) => input.through(refusingNines()).into(count()),
        all: (input) => input.into(count()),
      })
      .run();
    expect(ledger).toMatchObject({ in: 2, out: 1, deadLettered: 1 });
    expect(ledger.branches.all).toMatchObject({ in: 2, out: 2 });
  });
});

describe('a stage that makes other records', () => {
  test('ends the count of those it takes, and opens a ledger for those it makes', async () => {
    const sink = count();
    const { ledger } = await pipeline('alarming')
      .from(fromRecords(Reading, readingsOf([1, 9, 9, 1, 9])))
      .through(alarms({ field: 'value', above: 5 }))
      .into(sink)
      .run();
    expect(ledger).toMatchObject({ in: 5, out: 5, filtered: 0 });
    expect(ledger.derived.alarms).toMatchObject({ in: 2, out: 2 });
    expect(sink.count).toBe(2);
  });

  test('has the rows it holds in flight until it settles them', async () => {
    const seen: number[] = [];
    const holding: Stage = {
      process(batch, context) {
        context.hold(batch);
        return undefined;
      },
    };
    const { ledger } = await pipeline('holding')
      .from(fromRecords(Reading, readingsOf([1, 2, 3]), { batchSize: 1 }))
      .through(holding)
      .into(count())
      .run({ progressIntervalMs: 0, onProgress: (progress) => seen.push(progress.ledger.inFlight) });
    expect(seen).toEqual([1, 2, 3, 0]);
    expect(ledger).toMatchObject({ in: 3, out: 3, inFlight: 0 });
  });
});

test('law 2, conservation: the ledger balances at every snapshot and at the end, whatever is filtered and wherever', async () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }), { maxLength: 40 });
  const limit = fc.integer({ min: 0, max: 9 });
  await fc.assert(
    fc.asyncProperty(
      values,
      limit,
      limit,
      limit,
      fc.constantFrom(...batchSizes),
      async (list, a, b, c, batchSize) => {
        const imbalances: unknown[] = [];
        const { ledger } = await pipeline('law')
          .from(fromRecords(Reading, readingsOf(list), { batchSize }))
          .through(above(Math.min(a, 3)))
          .branch({
            one: (input) => input.through(above(a)).into(count(), count()),
            two: (input) =>
              input.through(above(b)).branch({
                inner: (inner) => inner.through(above(c)).into(count()),
                alarms: (inner) => inner.through(alarms({ field: 'value', above: c })).into(count()),
              }),
          })
          .run({
            progressIntervalMs: 0,
            onProgress: (progress) => imbalances.push(imbalanceOf(progress.ledger)),
          });
        const out = list.filter(
          (value) => value !== null && value > Math.min(a, 3) && (value > a || value > b),
        );
        expect(imbalances.filter((found) => found !== undefined)).toEqual([]);
        expect(ledger).toMatchObject({ in: list.length, out: out.length, inFlight: 0 });
      },
    ),
    { numRuns: 60 },
  );
});

describe('a description that makes no sense', () => {
  const readings = () => pipeline('boiler').from(fromRecords(Reading, readingsOf([1])));
  /** As untyped code would write it. */
  const untyped = () =>
    readings() as unknown as Record<'branch' | 'pipe' | 'through', (...given: unknown[]) => Pipeline>;
  const issuesOf = (describe: () => unknown): string[] => {
    try {
      describe();
    } catch (error) {
      expect(error).toBeInstanceOf(PipelineError);
      expect(error).toMatchObject({ code: 'invalid-pipeline', message: expect.stringContaining("'boiler'") });
      return (error as PipelineError).issues.map(({ place, message }) => `${place}: ${message}`);
    }
    return [];
  };

  test('a branch of a name that is taken is refused, and does not replace the first', () => {
    const described = readings().branch({ hot: (input) => input.into(count()) });
    expect(
      issuesOf(() => described.branch({ cold: (input) => input, hot: (input) => input.into(count()) })),
    ).toEqual(['branches.hot: there is a branch of this name already']);
    expect(issuesOf(() => readings().branch({ toString: (input: Pipeline) => input.into(count()) }))).toEqual(
      [],
    );
  });

  test.each([
    [undefined, 'was undefined'],
    [3, 'was 3'],
    [() => undefined, 'returned undefined'],
    [() => 'hot', 'returned "hot"'],
    [async (input: Pipeline) => input, 'returned [object Promise]'],
  ])(
    'a branch or a sub-pipeline is a function that returns the pipeline it is given, further described: %o',
    (given, found) => {
      const message = `expects a function that returns the pipeline it has described, (input) => input.through(stage); it ${found}`;
      expect(issuesOf(() => untyped().branch({ hot: given, cold: given }))).toEqual([
        `branches.hot: ${message}`,
        `branches.cold: ${message}`,
      ]);
      expect(issuesOf(() => untyped().pipe(given))).toEqual([`pipe(): ${message}`]);
    },
  );

  test.each([undefined, null, 3])('branches are functions by name: %o', (given) => {
    expect(issuesOf(() => untyped().branch(given))).toEqual([
      `branches: expects functions by name; it was ${given}`,
    ]);
  });

  test('a branch has no source of its own: its records are those of the pipeline that it leaves', () => {
    const other = fromRecords(Reading, []);
    const complete = pipeline('other').from(other).into(count());
    const message =
      'has a source of its own, and a branch gets the records of the pipeline that it leaves: give the source to that';
    expect(
      issuesOf(() =>
        readings().branch({ hot: (input) => input.from(other).into(count()), cold: () => complete }),
      ),
    ).toEqual([`branches.hot: ${message}`, `branches.cold: ${message}`]);
  });

  test('a branch inside a branch says which', () => {
    const outer = (input: Pipeline) => input.branch({ inner: (() => 3) as never });
    expect(() => readings().branch({ outer })).toThrow(
      /'boiler\.outer' .*\n *branches\.inner: expects a function/,
    );
  });

  test('what stands where a component belongs is an issue of the check', () => {
    const { issues } = untyped()
      .through(undefined, null)
      .into(undefined as never)
      .check();
    expect(issues.map(({ place, message }) => `${place}: ${message}`)).toEqual([
      'stages[0]: Stage expects process(batch, context), found undefined',
      'stages[1]: Stage expects process(batch, context), found null',
      'sinks[0]: Sink expects consume(batch, context), found undefined',
    ]);
  });
});
