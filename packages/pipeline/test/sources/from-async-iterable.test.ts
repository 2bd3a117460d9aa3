import { describe, expect, test, vi } from 'vitest';
import { count, fromAsyncIterable, pipeline, type RecordItem } from '../../src/index.ts';
import { virtualClock } from '../../src/testing.ts';
import { batchSizes, Reading, type ReadingInput, readingsOf } from '../readings.ts';
import { readAll, streamOf, valuesIn } from './read.ts';

type Item = RecordItem<(typeof Reading)['fields']>;

/** A sensor that gives what it is told to give, and waits in between. */
function sensor() {
  const queue: ReadingInput[] = [];
  let wake: (() => void) | undefined;
  let isAsked = false;
  const calls = { next: 0, return: 0 };
  const iterator: AsyncIterableIterator<Item> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      calls.next += 1;
      isAsked = true;
      while (queue.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      isAsked = false;
      return { done: false, value: queue.shift() as ReadingInput };
    },
    async return() {
      calls.return += 1;
      return { done: true, value: undefined };
    },
  };
  const give = (...values: number[]) => {
    queue.push(...readingsOf(values));
    wake?.();
  };
  return { iterator, give, calls, isAsked: () => isAsked };
}

async function* slowly(values: readonly number[], after = () => Promise.resolve()): AsyncGenerator<Item> {
  for (const reading of readingsOf(values)) {
    yield reading;
    await after();
  }
}

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

describe('batches', () => {
  test.each(batchSizes)('are full as long as records come at once, %i in each', async (batchSize) => {
    const values = Array.from({ length: 1_100 }, (_, i) => i);
    const { batches } = await readAll(fromAsyncIterable(Reading, slowly(values), { batchSize }));
    expect(batches.flat()).toEqual(values);
    for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(batchSize);
  });

  test('are sent on after the linger time, so that a slow sensor is not kept waiting', async () => {
    const timer = virtualClock();
    const { iterator, give } = sensor();
    const stream = streamOf(fromAsyncIterable(Reading, iterator, { lingerMs: 100, timer }));
    const next = stream.next();
    give(1);
    await timer.advance(60);
    give(2);
    await timer.advance(39);
    expect(timer.sleepers).toBe(1);
    await timer.advance(1);
    const { value } = await next;
    expect(valuesIn(value)).toEqual([1, 2]);
    // The linger time is the batch's own: a record that comes later waits anew.
    const second = stream.next();
    await timer.advance(1_000);
    give(3);
    await timer.advance(99);
    give(4);
    await timer.advance(1);
    expect(valuesIn((await second).value)).toEqual([3, 4]);
  });

  test('wait for nothing at the end of the input, and leave no timer behind', async () => {
    const timer = virtualClock();
    const { batches } = await readAll(fromAsyncIterable(Reading, slowly([1, 2]), { timer }));
    expect(batches).toEqual([[1, 2]]);
    expect(timer.sleepers).toBe(0);
  });

  test('are not read ahead: nothing is asked for while nobody waits, but the one record that was', async () => {
    const timer = virtualClock();
    const { iterator, give, calls } = sensor();
    const stream = streamOf(fromAsyncIterable(Reading, iterator, { lingerMs: 10, timer }));
    const next = stream.next();
    give(1);
    await timer.advance(10);
    await next;
    give(2, 3, 4, 5);
    await timer.advance(1_000);
    expect(calls.next).toBe(2);
    // Its time was up long ago.
    expect(valuesIn((await stream.next()).value)).toEqual([2]);
  });

  test('may come whole', async () => {
    const whole = Reading.batch(2);
    for (const reading of readingsOf([2, 3])) whole.append(reading);
    const items = async function* (): AsyncGenerator<Item> {
      yield* readingsOf([1]);
      yield whole;
      yield* readingsOf([4]);
    };
    const source = fromAsyncIterable(Reading, items, { replayable: true });
    const { batches, positions } = await readAll(source);
    expect(batches).toEqual([[1], [2, 3], [4]]);
    expect(positions).toEqual([1, 3, 4]);
  });
});

describe('the end', () => {
  test('comes at once at an abort, also while a read is pending that never ends', async () => {
    const controller = new AbortController();
    const { iterator, give, calls } = sensor();
    const source = fromAsyncIterable(Reading, iterator, { lingerMs: 1e6 });
    const stream = streamOf(source, { signal: controller.signal });
    const next = stream.next();
    give(1);
    await soon();
    controller.abort(new Error('stop'));
    expect(await next).toEqual({ done: true, value: undefined });
    expect(calls.return).toBe(1);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    // What comes now comes to nobody.
    give(2);
    await soon();
    expect(calls.next).toBe(2);
  });

  test('comes at once when nobody reads on, while a read is pending', async () => {
    const { iterator } = sensor();
    const stream = streamOf(fromAsyncIterable(Reading, iterator));
    const next = stream.next();
    await stream.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test('is not waited for where the iterable cannot know of it, in a whole run', async () => {
    const { iterator, give } = sensor();
    const sink = count();
    const run = pipeline('deaf')
      .from(fromAsyncIterable(Reading, slowlyFrom(iterator), { lingerMs: 0 }))
      .into(sink)
      .start();
    give(1);
    await vi.waitFor(() => expect(sink.count).toBe(1));
    const started = performance.now();
    await run.stop();
    expect(performance.now() - started).toBeLessThan(500);
    expect(sink.count).toBe(1);
  });

  test('is waited for where the iterable was told of it', async () => {
    const calls: string[] = [];
    const source = fromAsyncIterable(
      Reading,
      async function* ({ signal }) {
        try {
          yield* readingsOf([1]);
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        } finally {
          await soon();
          calls.push('port closed');
        }
      },
      { lingerMs: 0 },
    );
    const sink = count();
    const run = pipeline('told').from(source).into(sink).start();
    await vi.waitFor(() => expect(sink.count).toBe(1));
    await run.stop();
    expect(calls).toEqual(['port closed']);
  });

  test('names a source that was told and does not listen', async () => {
    const source = fromAsyncIterable(Reading, () => slowly([1], () => new Promise(() => {})), {
      lingerMs: 0,
    });
    const sink = count();
    const run = pipeline('deaf').from(source).into(sink).start({ closeDeadlineMs: 20 });
    await vi.waitFor(() => expect(sink.count).toBe(1));
    await expect(run.stop()).rejects.toThrow(/sources\[0\] Reading did not close within 20 ms/);
  });

  test('tells of a failure to close', async () => {
    const source = fromAsyncIterable(Reading, async function* ({ signal }) {
      try {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield* readingsOf([1]);
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: closing fails.
        throw new Error('port is gone');
      }
    });
    const run = pipeline('closing').from(source).into(count()).start();
    await soon();
    await expect(run.stop()).rejects.toThrow(/sources\[0\] Reading failed while closing: port is gone/);
  });
});

describe('a failure', () => {
  test('is kept, and comes after the records before it', async () => {
    const broken = new Error('unplugged');
    const source = fromAsyncIterable(Reading, async function* () {
      yield* readingsOf([1, 2, 3]);
      throw broken;
    });
    const { batches, failure } = await readAll(source);
    expect(batches).toEqual([[1, 2, 3]]);
    expect(failure).toBe(broken);
  });

  test('of an iterator that throws at once is one like any other', async () => {
    const iterator = {
      [Symbol.asyncIterator]: () => iterator,
      next(): Promise<IteratorResult<Item>> {
        throw new Error('no port');
      },
    };
    expect((await readAll(fromAsyncIterable(Reading, iterator))).failure).toMatchObject({
      message: 'no port',
    });
  });

  test('to take what is set aside ends the source, which lets go of its input', async () => {
    const { iterator, calls } = sensor();
    const items = async function* (): AsyncGenerator<Item> {
      try {
        yield { sensorId: 'a' } as never;
        yield* iterator;
      } finally {
        calls.return += 10;
      }
    };
    const { failure } = await readAll(fromAsyncIterable(Reading, items), {
      deadLetter: () => Promise.reject(new Error('disk full')),
    });
    expect(failure).toMatchObject({ message: 'disk full' });
    await soon();
    expect(calls.return).toBe(10);
  });
});

describe('a record that does not fit', () => {
  test('is set aside with its number; the next is not asked for before it has been taken', async () => {
    const taken = Promise.withResolvers<void>();
    const letters: unknown[] = [];
    let yielded = 0;
    const items = async function* (): AsyncGenerator<Item> {
      for (const item of [...readingsOf([1]), { sensorId: 'a' } as never, ...readingsOf([2])]) {
        yielded += 1;
        yield item;
      }
    };
    const stream = streamOf(fromAsyncIterable(Reading, items), {
      deadLetter: (letter) => {
        letters.push(letter);
        return taken.promise;
      },
    });
    const next = stream.next();
    await soon();
    expect(letters).toMatchObject([{ raw: { sensorId: 'a' }, position: 1 }]);
    expect(yielded).toBe(2);
    taken.resolve();
    expect(valuesIn((await next).value)).toEqual([1, 2]);
  });
});

describe('a position', () => {
  test('is there for what can be replayed, and resuming gives exactly the rest', async () => {
    const source = (values: number[]) =>
      fromAsyncIterable(Reading, () => slowly(values), { batchSize: 2, replayable: true });
    const { positions } = await readAll(source([1, 2, 3, 4, 5]));
    expect(positions).toEqual([2, 4, 5]);
    for (const [i, rest] of [[3, 4, 5], [5], []].entries()) {
      const { batches } = await readAll(source([1, 2, 3, 4, 5]), { position: positions[i] ?? 0 });
      expect(batches.flat()).toEqual(rest);
    }
  });

  test('is not there for what is live, so no guarantee is claimed', async () => {
    const source = fromAsyncIterable(Reading, () => slowly([1]));
    expect(source.position).toBeUndefined();
    const described = pipeline('live').from(source).into(count());
    expect(described.check({ guarantee: 'at-least-once' }).issues[0].message).toMatch(/has no position/);
    expect((await described.run()).guarantee).toBe('none');
  });
});

test('an iterable runs once, a function as often as one likes', async () => {
  const once = pipeline('once')
    .from(fromAsyncIterable(Reading, slowly([1])))
    .into(count());
  await once.run();
  expect(once.check().issues[0]).toMatchObject({ code: 'already-run', place: 'sources[0] Reading' });
  const again = fromAsyncIterable(Reading, () => slowly([1, 2]));
  for (let i = 0; i < 2; i += 1) {
    expect((await pipeline('again').from(again).into(count()).run()).ledger.out).toBe(2);
  }
});

test('an impossible linger time is refused', () => {
  expect(() => fromAsyncIterable(Reading, slowly([]), { lingerMs: -1 })).toThrow(
    /lingerMs is a time .* it was -1/,
  );
});

async function* slowlyFrom(iterator: AsyncIterableIterator<Item>): AsyncGenerator<Item> {
  yield* iterator;
}
