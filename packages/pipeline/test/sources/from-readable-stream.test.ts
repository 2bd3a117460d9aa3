import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { count, fromReadableStream, pipeline, type ReadableOf, type RecordItem } from '../../src/index.ts';
import { batchSizes, Reading, readingsOf } from '../readings.ts';
import { readAll, streamOf, valuesIn } from './read.ts';

type Item = RecordItem<(typeof Reading)['fields']>;

interface Kind {
  /** A stream of these items that ends, or fails. */
  of(items: readonly Item[], failure?: Error): ReadableOf<Item>;
  /** A stream that gives one item and then nothing, and whether it has been let go of. */
  idle(item: Item): { stream: ReadableOf<Item>; isClosed(): boolean };
}

const web: Kind = {
  of(items, failure) {
    const left = [...items];
    return new ReadableStream<Item>({
      pull(controller) {
        const item = left.shift();
        if (item) controller.enqueue(item);
        else if (failure) controller.error(failure);
        else controller.close();
      },
    });
  },
  idle(item) {
    let isClosed = false;
    const stream = new ReadableStream<Item>({
      start: (controller) => controller.enqueue(item),
      cancel: () => {
        isClosed = true;
      },
    });
    return { stream, isClosed: () => isClosed };
  },
};

const node: Kind = {
  of(items, failure) {
    const left = [...items];
    return new Readable({
      objectMode: true,
      read() {
        const item = left.shift();
        if (item) this.push(item);
        else if (failure) this.destroy(failure);
        else this.push(null);
      },
    });
  },
  idle(item) {
    const stream = new Readable({ objectMode: true, read() {} });
    stream.push(item);
    return { stream, isClosed: () => stream.destroyed };
  },
};

const [one] = readingsOf([1]);

describe.each([
  ['a Web stream', web],
  ['a Node stream', node],
])('%s', (_, kind) => {
  test.each(batchSizes)('is read in order, %i in a batch', async (batchSize) => {
    const values = Array.from({ length: 1_100 }, (_, i) => i);
    const { batches } = await readAll(
      fromReadableStream(Reading, kind.of(readingsOf(values)), { batchSize }),
    );
    expect(batches.flat()).toEqual(values);
    for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(batchSize);
  });

  test('may be of batches', async () => {
    const batches = [[1, 2], [3]].map((values) => {
      const batch = Reading.batch(values.length);
      for (const reading of readingsOf(values)) batch.append(reading);
      return batch;
    });
    const read = await readAll(fromReadableStream(Reading, kind.of(batches)));
    expect(read.batches).toEqual([[1, 2], [3]]);
  });

  test('is let go of at an abort, also while a read is pending', async () => {
    const controller = new AbortController();
    const { stream, isClosed } = kind.idle(one);
    const source = fromReadableStream(Reading, stream, { lingerMs: 1e6 });
    const next = streamOf(source, { signal: controller.signal }).next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error('stop'));
    expect((await next).done).toBe(true);
    expect(isClosed()).toBe(true);
    await source[Symbol.asyncDispose]?.();
  });

  test('is let go of when nobody reads on', async () => {
    const { stream, isClosed } = kind.idle(one);
    const iterator = streamOf(fromReadableStream(Reading, stream, { lingerMs: 0 }));
    expect(valuesIn((await iterator.next()).value)).toEqual([1]);
    await iterator.return?.();
    expect(isClosed()).toBe(true);
  });

  test('stops a run without delay', async () => {
    const { stream, isClosed } = kind.idle(one);
    const sink = count();
    const run = pipeline('idle')
      .from(fromReadableStream(Reading, stream, { lingerMs: 0 }))
      .into(sink)
      .start();
    await vi.waitFor(() => expect(sink.count).toBe(1));
    expect((await run.stop()).ledger.out).toBe(1);
    expect(isClosed()).toBe(true);
  });

  test('that fails gives what came before, then its own error', async () => {
    const broken = new Error('connection reset');
    const { batches, failure } = await readAll(fromReadableStream(Reading, kind.of([one], broken)));
    expect(batches.flat()).toEqual([1]);
    expect(failure).toBe(broken);
  });

  test('that is opened by a function can be read again, from a position on where it is replayable', async () => {
    const open = () => kind.of(readingsOf([1, 2, 3]));
    const source = fromReadableStream(Reading, open, { batchSize: 2, replayable: true });
    const { positions } = await readAll(source);
    expect(positions).toEqual([2, 3]);
    expect((await readAll(source.create?.() ?? source, { position: 2 })).batches).toEqual([[3]]);
  });
});
