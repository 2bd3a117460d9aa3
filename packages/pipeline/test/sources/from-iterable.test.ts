import { describe, expect, test } from 'vitest';
import { count, fromIterable, fromRecords, PipelineError, pipeline } from '../../src/index.ts';
import { batchSizes, Reading, readingsOf } from '../readings.ts';
import { readAll, streamOf } from './read.ts';

const unfit = { sensorId: 'a', timestamp: 0, value: 'hot' as never };

describe.each([
  ['fromRecords', fromRecords],
  ['fromIterable', fromIterable],
])('%s', (_, from) => {
  test.each(batchSizes)('gives the records in order, %i in a batch', async (batchSize) => {
    const values = Array.from({ length: 1_100 }, (_, i) => i);
    const { batches } = await readAll(from(Reading, readingsOf(values), { batchSize }));
    expect(batches.flat()).toEqual(values);
    for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(batchSize);
  });

  test('goes on from a position with exactly the rest', async () => {
    const source = () => from(Reading, readingsOf([1, 2, 3, 4, 5]), { batchSize: 2 });
    const { positions } = await readAll(source());
    expect(positions).toEqual([2, 4, 5]);
    const rests = await Promise.all(
      positions.map((position) => readAll(source(), { position: position ?? 0 })),
    );
    expect(rests.map(({ batches }) => batches.flat())).toEqual([[3, 4, 5], [5], []]);
  });

  test('has no use for a position that is no number of records', async () => {
    const { failure } = await readAll(from(Reading, []), { position: { byte: 7 } });
    expect(failure).toMatchObject({
      message: expect.stringMatching(/number of records before it; it was {"byte":7}/),
    });
  });

  test('sets a record aside that does not fit, with its number', async () => {
    const { batches, letters } = await readAll(
      from(Reading, [...readingsOf([1]), unfit, ...readingsOf([2])]),
    );
    expect(batches).toEqual([[1, 2]]);
    expect(letters).toMatchObject([{ raw: unfit, position: 1, cause: { code: 'wrong-type' } }]);
  });

  test('carries the position past records that were set aside at the end', async () => {
    const source = from(Reading, [...readingsOf([1, 2]), unfit], { batchSize: 2 });
    const { batches, positions } = await readAll(source);
    expect(batches).toEqual([[1, 2], []]);
    expect(positions).toEqual([2, 3]);
  });

  test('waits for the taker of what it sets aside', async () => {
    const taken = Promise.withResolvers<void>();
    const iterator = streamOf(from(Reading, [unfit, ...readingsOf([1])]), {
      deadLetter: () => taken.promise,
    });
    let isThere = false;
    const next = iterator.next().then(() => {
      isThere = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isThere).toBe(false);
    taken.resolve();
    await next;
  });

  test('knows how far it is where the length is known', async () => {
    const known = from(Reading, readingsOf([1, 2, 3, 4]), { batchSize: 2 });
    expect(known.progress?.()).toBe(0);
    const iterator = streamOf(known);
    await iterator.next();
    expect(known.progress?.()).toBe(0.5);
    await iterator.next();
    expect(known.progress?.()).toBe(1);
    expect(from(Reading, readingsOf([]).values()).progress?.()).toBeUndefined();
  });

  test('is refused a batch size that is none', () => {
    expect(() => from(Reading, [], { batchSize: 0 })).toThrow(
      /batchSize is a number of records, 1 or more; it was 0/,
    );
  });

  test('runs once when it was given a generator, and says so', async () => {
    const described = pipeline('once')
      .from(from(Reading, readingsOf([1]).values()))
      .into(count());
    await described.run();
    await expect(pipeline('twice').from(from(Reading, [])).into(count()).run()).resolves.toBeDefined();
    expect(described.check().issues[0]).toMatchObject({ code: 'already-run', place: 'sources[0] Reading' });
  });
});

describe('fromIterable', () => {
  test('calls a function anew for each run', async () => {
    const source = fromIterable(Reading, function* () {
      yield* readingsOf([1, 2]);
    });
    for (let i = 0; i < 2; i += 1) {
      const sink = count();
      await pipeline('again').from(source).into(sink).run();
      expect(sink.count).toBe(2);
    }
  });

  const batchOf = (values: number[]) => {
    const batch = Reading.batch(values.length);
    for (const reading of readingsOf(values)) batch.append(reading);
    return batch;
  };

  test('passes whole batches on as they are, between records in order', async () => {
    const items = () => [...readingsOf([1]), batchOf([2, 3, 4]), ...readingsOf([5])];
    const source = fromIterable(Reading, items);
    const { batches, positions } = await readAll(source);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
    expect(positions).toEqual([1, 4, 5]);
  });

  test.each([
    [1, [[2, 3, 4], [5]]],
    [2, [[3, 4], [5]]],
    [4, [[5]]],
  ])('goes on from the middle of a batch, at %i', async (position, rest) => {
    const items = [...readingsOf([1]), batchOf([2, 3, 4]), ...readingsOf([5])];
    expect((await readAll(fromIterable(Reading, items), { position })).batches).toEqual(rest);
  });

  test('counts the rows of a batch that are in play', async () => {
    const items = () => [batchOf([1, 2, 3]).select(({ value }) => value !== 2), ...readingsOf([4])];
    const { positions } = await readAll(fromIterable(Reading, items));
    expect(positions).toEqual([2, 3]);
    const { batches } = await readAll(fromIterable(Reading, items), { position: 1 });
    expect(batches).toEqual([[3], [4]]);
  });

  test('refuses batches of another type', async () => {
    const Other = Reading.extend('Other', {});
    const Wider = Other.extend('Wider', { unit: Reading.fields.sensorId });
    expect((await readAll(fromIterable(Reading, [Other.batch() as never]))).failure).toBeUndefined();
    const { failure } = await readAll(fromIterable(Reading, [Wider.batch() as never]));
    expect(failure).toBeInstanceOf(PipelineError);
    expect(failure).toMatchObject({
      message: expect.stringMatching(/expected batches of Reading, got one of Wider/),
    });
  });

  test('closes the iterable when nobody reads on', async () => {
    let isClosed = false;
    const source = fromIterable(
      Reading,
      function* () {
        try {
          yield* readingsOf([1, 2, 3]);
        } finally {
          isClosed = true;
        }
      },
      { batchSize: 1 },
    );
    const iterator = streamOf(source);
    await iterator.next();
    await iterator.return?.();
    expect(isClosed).toBe(true);
  });

  test('keeps what the iterable throws, and gives what came before', async () => {
    const broken = new Error('unplugged');
    const source = fromIterable(Reading, function* () {
      yield* readingsOf([1]);
      throw broken;
    });
    const { batches, failure } = await readAll(source);
    expect(batches).toEqual([[1]]);
    expect(failure).toBe(broken);
  });
});
