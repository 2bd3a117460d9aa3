import { Readable, Writable } from 'node:stream';
import type { RecordBatch } from '@pipe/records';
import { describe, expect, test } from 'vitest';
import {
  fromInterval,
  fromReadableStream,
  fromRecords,
  type Pipeline,
  pipeline,
  type Sink,
  type ToWritableStreamOptions,
  toReadableStream,
  toWritableStream,
} from '../../src/index.ts';
import { toNodeStream } from '../../src/node.ts';
import { batchSizes, Reading, readingsOf } from '../readings.ts';

interface Row {
  readonly value: number;
}

/** A stream that notes what it is given and how it ends, and takes its time. */
interface Target {
  readonly sink: (options?: ToWritableStreamOptions) => Sink;
  readonly taken: unknown[];
  /** The most chunks that waited at a time. */
  readonly ends: unknown[];
  /** Called for each chunk; what it throws, the stream fails with. */
  take: (chunk: unknown) => unknown;
  isWritable(): boolean;
}

function webTarget(): Target {
  const stream = new WritableStream<unknown>({
    write: async (chunk) => {
      await target.take(chunk);
    },
    close: () => void target.ends.push('closed'),
    abort: (reason) => void target.ends.push(reason),
  });
  const target: Target = {
    sink: (options) => toWritableStream(stream, options),
    taken: [],
    ends: [],
    take: (chunk) => target.taken.push(chunk),
    isWritable: () => !stream.locked && target.ends.length === 0,
  };
  return target;
}

function nodeTarget(): Target {
  const stream = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write(chunk, _, callback) {
      Promise.resolve()
        .then(() => target.take(chunk))
        .then(() => callback(), callback);
    },
    final(callback) {
      target.ends.push('closed');
      callback();
    },
    destroy(error, callback) {
      if (error) target.ends.push(error);
      callback(error);
    },
  });
  const target: Target = {
    sink: (options) => toNodeStream(stream, options),
    taken: [],
    ends: [],
    take: (chunk) => target.taken.push(chunk),
    isWritable: () => stream.writable && stream.listenerCount('error') === 0,
  };
  return target;
}

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
const valuesIn = (rows: readonly unknown[]) => (rows as Row[]).map(({ value }) => value);

describe.each([
  ['toWritableStream', webTarget],
  ['toNodeStream', nodeTarget],
])('%s', (name, makeTarget) => {
  const from = (values: number[], batchSize = 2) =>
    pipeline('out').from(fromRecords(Reading, readingsOf(values), { batchSize }));

  test.each(batchSizes)('writes each record and closes the stream, %i in a batch', async (batchSize) => {
    const target = makeTarget();
    const values = Array.from({ length: 1_100 }, (_, i) => i);
    await from(values, batchSize).into(target.sink()).run();
    expect(valuesIn(target.taken)).toEqual(values);
    expect(target.ends).toEqual(['closed']);
  });

  test('writes whole batches, which outlive the sink', async () => {
    const target = makeTarget();
    await from([1, 2, 3])
      .into(target.sink({ chunks: 'batches' }))
      .run();
    const batches = target.taken as RecordBatch[];
    expect(batches.map((batch) => valuesIn(batch.toRows()))).toEqual([[1, 2], [3]]);
    for (const batch of batches) batch.release();
  });

  test('writes no faster than the stream takes', async () => {
    const target = makeTarget();
    const gate = Promise.withResolvers<void>();
    target.take = async (chunk) => {
      await gate.promise;
      target.taken.push(chunk);
    };
    const run = from([1, 2, 3, 4, 5, 6, 7, 8], 1).into(target.sink()).start();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(run.progress.records).toBeLessThan(5);
    gate.resolve();
    await run.report;
    expect(target.taken).toHaveLength(8);
  });

  test('flushes when everything has been written, not before', async () => {
    const target = makeTarget();
    target.take = async (chunk) => {
      await soon();
      target.taken.push(chunk);
    };
    const sink = target.sink();
    const { signal } = new AbortController();
    sink.open?.({ signal });
    await sink.consume(Reading.batch(1).append(readingsOf([1])[0]), { signal, deadLetter() {} });
    await sink.flush?.();
    expect(target.taken).toHaveLength(1);
    await sink[Symbol.asyncDispose]?.();
  });

  test('leaves the stream open where it is told to', async () => {
    const target = makeTarget();
    await from([1])
      .into(target.sink({ preventClose: true }))
      .run();
    expect(target.taken).toHaveLength(1);
    expect(target.isWritable()).toBe(true);
  });

  test('fails with what the stream fails with', async () => {
    const target = makeTarget();
    const full = new Error('disk full');
    target.take = () => Promise.reject(full);
    const error = await from([1, 2, 3], 1)
      .into(target.sink())
      .run()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      message: expect.stringMatching(`${name} failed in .*: disk full`),
      cause: full,
    });
  });

  test('breaks the stream off, with the reason, when the run fails', async () => {
    const target = makeTarget();
    const failing = { process: () => Promise.reject(new Error('out of luck')) };
    await expect(from([1]).through(failing).into(target.sink()).run()).rejects.toThrow('out of luck');
    await soon();
    expect(target.ends).toMatchObject([{ message: expect.stringMatching(/out of luck/) }]);
  });

  test('breaks the stream off at an abort, also while it is stuck', async () => {
    const target = makeTarget();
    target.take = () => new Promise(() => {});
    const controller = new AbortController();
    const reason = new Error('operator');
    const run = from([1, 2, 3], 1)
      .into(target.sink())
      .run({ signal: controller.signal, closeDeadlineMs: 50 });
    setTimeout(() => controller.abort(reason), 5);
    const error = await run.catch((thrown: unknown) => thrown);
    expect(error).toBe(reason);
  });

  test('closes the stream when the run is stopped', async () => {
    const target = makeTarget();
    const polling = fromInterval(Reading, 1, ({ index }) => readingsOf([index]));
    const run = pipeline('out').from(polling).into(target.sink()).start();
    while (target.taken.length < 3) await soon();
    await run.stop();
    expect(target.ends).toEqual(['closed']);
  });
});

describe('toReadableStream', () => {
  const start = (described: Pipeline, sink: Sink) => described.into(sink).start();
  const from = (values: number[]) =>
    pipeline('out').from(fromRecords(Reading, readingsOf(values), { batchSize: 2 }));

  test('gives every record, and ends with the run', async () => {
    const output = toReadableStream<Row>();
    const run = start(from([1, 2, 3, 4, 5]), output);
    const values: number[] = [];
    for await (const { value } of output.readable) values.push(value);
    expect(values).toEqual([1, 2, 3, 4, 5]);
    expect((await run.report).ledger.out).toBe(5);
  });

  test('gives whole batches, which belong to the reader', async () => {
    const output = toReadableStream<RecordBatch>({ chunks: 'batches' });
    const run = start(from([1, 2, 3]), output);
    const batches: unknown[][] = [];
    for await (const batch of output.readable) {
      batches.push(valuesIn(batch.toRows()));
      batch.release();
    }
    await run.report;
    expect(batches).toEqual([[1, 2], [3]]);
  });

  test('makes the pipeline wait for its reader', async () => {
    const output = toReadableStream<Row>();
    const run = start(from([1, 2, 3, 4, 5, 6, 7, 8]), output);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(run.progress.records).toBeLessThanOrEqual(2);
    const reader = output.readable.getReader();
    expect((await reader.read()).value?.value).toBe(1);
    await soon();
    expect(run.progress.records).toBeLessThanOrEqual(4);
    while (!(await reader.read()).done);
    expect((await run.report).ledger.out).toBe(8);
  });

  test('fails when the run fails', async () => {
    const output = toReadableStream<Row>();
    const failing = { process: () => Promise.reject(new Error('out of luck')) };
    const run = start(from([1]).through(failing), output);
    run.report.catch(() => {});
    await expect(output.readable.getReader().read()).rejects.toThrow('out of luck');
  });

  test('ends the run when its reader goes away', async () => {
    const output = toReadableStream<Row>();
    const run = start(from([1, 2, 3, 4, 5, 6]), output);
    const reader = output.readable.getReader();
    await reader.read();
    await reader.cancel('seen enough');
    await expect(run.report).rejects.toThrow(
      'sinks[0] toReadableStream failed in consume(): the reader has cancelled the stream: seen enough',
    );
  });
});

test('a stream out of one pipeline goes into another, through streams of Node as well', async () => {
  const output = toReadableStream();
  const first = pipeline('first')
    .from(fromRecords(Reading, readingsOf([1, 2, 3])))
    .into(output)
    .start();
  const values: unknown[] = [];
  const writable = new Writable({
    objectMode: true,
    write(row, _, callback) {
      values.push(row.value);
      callback();
    },
  });
  const second = await pipeline('second')
    .from(fromReadableStream(Reading, Readable.from(output.readable)))
    .into(toNodeStream(writable))
    .run();
  expect(values).toEqual([1, 2, 3]);
  expect(second.ledger.out).toBe((await first.report).ledger.out);
});
