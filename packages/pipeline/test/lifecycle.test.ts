import { expect, test, vi } from 'vitest';
import { count, fromRecords, pipeline, type Sink, type Source, type Stage } from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

/** Writes down what is called, in order. */
function recorder() {
  const calls: string[] = [];
  const note = (name: string) => ({
    name,
    open: () => void calls.push(`open ${name}`),
    [Symbol.asyncDispose]: async () => void calls.push(`close ${name}`),
  });
  return { calls, note };
}

function sourceOf(values: readonly number[]): Source {
  return {
    async *stream() {
      for (const reading of readingsOf(values)) yield Reading.batch(1).append(reading);
    },
  };
}

/** A source that yields once and then waits, whether or not it is aborted. */
function stuck(): Source {
  return {
    name: 'stuck',
    async *stream() {
      yield Reading.batch(1).append(readingsOf([1])[0]);
      await new Promise(() => {});
    },
  };
}

const through: Stage = { process: (batch) => batch };
const into: Sink = { consume() {} };

test('sinks open first, sources last, and all close in reverse order', async () => {
  const { calls, note } = recorder();
  await pipeline('order')
    .from({ ...sourceOf([1]), ...note('source') })
    .through({ ...through, ...note('stage') })
    .into({ ...into, ...note('sink') })
    .run();
  expect(calls).toEqual([
    'open sink',
    'open stage',
    'open source',
    'close source',
    'close stage',
    'close sink',
  ]);
});

test('when one fails to open, those opened so far are closed, itself included, and no source is read', async () => {
  const { calls, note } = recorder();
  const stream = vi.fn(sourceOf([1]).stream);
  const broken = {
    ...through,
    ...note('stage'),
    open: () => {
      throw new Error('no licence');
    },
  };
  const run = pipeline('order')
    .from({ stream })
    .through(broken)
    .into({ ...into, ...note('sink') })
    .run();
  await expect(run).rejects.toThrow('stages[0] stage failed in open(): no licence');
  expect(calls).toEqual(['open sink', 'close stage', 'close sink']);
  expect(stream).not.toHaveBeenCalled();
});

test('a failure while closing does not hide the first one: it is attached', async () => {
  const sink: Sink = {
    consume() {
      throw new Error('first');
    },
    [Symbol.asyncDispose]: async () => {
      throw new Error('second');
    },
  };
  const error = await pipeline('order')
    .from(sourceOf([1]))
    .into(sink)
    .run()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    message: expect.stringMatching(/first/),
    later: [{ message: expect.stringMatching(/second/) }],
  });
});

test('a stage that fails while what it has sent on fails as well does not hide that', async () => {
  const stage: Stage = {
    name: 'hasty',
    process(batch, context) {
      context.emit(batch.fork());
      throw new Error('first');
    },
  };
  const sink: Sink = { consume: () => Promise.reject(new Error('second')) };
  const error = await pipeline('order')
    .from(sourceOf([1]))
    .through(stage)
    .into(sink)
    .run()
    .catch(Object);
  expect(error).toMatchObject({
    message: expect.stringMatching(/stages\[0\] hasty .*first/),
    later: [{ message: expect.stringMatching(/sinks\[0\] .*second/) }],
  });
});

test('of several sinks that fail on a batch none is kept quiet about', async () => {
  const failing = (name: string): Sink => ({ name, consume: () => Promise.reject(new Error('full')) });
  const error = await pipeline('order')
    .from(sourceOf([1]))
    .into(failing('archive'), failing('mirror'), failing('alerts'))
    .run()
    .catch(Object);
  expect(error).toMatchObject({
    message: expect.stringMatching(/archive/),
    later: [{ message: expect.stringMatching(/mirror/) }, { message: expect.stringMatching(/alerts/) }],
  });
});

test('what fails once is not attached to itself', async () => {
  const stage: Stage = {
    name: 'waiting',
    async process(batch, context) {
      await context.emit(batch.fork());
      context.absorb(batch);
      return undefined;
    },
  };
  const sink: Sink = { consume: () => Promise.reject(new Error('full')) };
  const error = await pipeline('order')
    .from(sourceOf([1]))
    .through(stage)
    .into(sink)
    .run()
    .catch(Object);
  expect(error).toMatchObject({ message: expect.stringMatching(/full/), later: [] });
});

test('a component that does not close in time is left behind and named', async () => {
  const sink: Sink = { name: 'slow', consume() {}, [Symbol.asyncDispose]: () => new Promise(() => {}) };
  const run = pipeline('order')
    .from(sourceOf([1]))
    .into(sink)
    .run({ closeDeadlineMs: 20 });
  await expect(run).rejects.toThrow(/sinks\[0\] slow did not close within 20 ms/);
});

test('law 5, prompt end: an abort ends a pending read at once, with the reason and the report, and names a source that is deaf to it', async () => {
  const controller = new AbortController();
  const reason = new Error('operator pressed stop');
  const run = pipeline('abort')
    .from(stuck())
    .into(count())
    .run({ signal: controller.signal, closeDeadlineMs: 20 });
  setTimeout(() => controller.abort(reason), 10);
  const error = await run.catch((thrown: unknown) => thrown);
  expect(error).toBe(reason);
  expect(error).toMatchObject({
    report: { ended: 'aborted', ledger: { in: 1, out: 1 } },
    later: [{ message: expect.stringMatching(/sources\[0\] stuck did not close/) }],
  });
});

test('an abort before the start opens nothing', async () => {
  const { calls, note } = recorder();
  const run = pipeline('abort')
    .from(sourceOf([1]))
    .into({ ...into, ...note('sink') })
    .run({ signal: AbortSignal.abort(new Error('never mind')) });
  await expect(run).rejects.toThrow('never mind');
  expect(calls).toEqual([]);
});

test('a source is told to stop, and lets go of what it holds, when the run fails', async () => {
  let released = false;
  const source: Source = {
    async *stream() {
      try {
        yield Reading.batch(1).append(readingsOf([1])[0]);
        yield Reading.batch(1).append(readingsOf([2])[0]);
      } finally {
        released = true;
      }
    },
  };
  const sink: Sink = {
    consume() {
      throw new Error('disk full');
    },
  };
  await expect(pipeline('fail').from(source).into(sink).run()).rejects.toThrow('disk full');
  expect(released).toBe(true);
});

test('stop() lets through what has been read and resolves with the report', async () => {
  const sink = count();
  const run = pipeline('stop').from(stuck()).into(sink).start({ closeDeadlineMs: 20 });
  await vi.waitFor(() => expect(sink.count).toBe(1));
  const error = await run.stop().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: expect.stringMatching(/stuck did not close within 20 ms/) });
});

test('await using stops the run', async () => {
  let ended = false;
  const endless: Source = {
    async *stream({ signal }) {
      while (!signal.aborted) {
        yield Reading.batch(1).append(readingsOf([1])[0]);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    [Symbol.asyncDispose]: async () => {
      ended = true;
    },
  };
  const sink = count();
  {
    await using _run = pipeline('endless').from(endless).into(sink).start();
    await vi.waitFor(() => expect(sink.count).toBeGreaterThan(2));
  }
  expect(ended).toBe(true);
});

test('law 3, commit after effect: a position is committed after the sinks have flushed everything up to it', async () => {
  const calls: string[] = [];
  const source: Source = {
    ...sourceOf([1, 2, 3]),
    position: () => calls.filter((call) => call === 'consume').length + 1,
    commit: (position) => void calls.push(`commit ${position}`),
  };
  const sink: Sink = { consume: () => void calls.push('consume'), flush: () => void calls.push('flush') };
  await pipeline('commit').from(source).into(sink).run();
  expect(calls).toEqual(['consume', 'consume', 'consume', 'flush', 'commit 3']);
});

test('several sources are merged fairly, each in its own order', async () => {
  const seen: string[] = [];
  const source = (name: string): Source =>
    fromRecords(Reading, readingsOf([1, 2, 3], name), { batchSize: 1, name });
  const sink: Sink = {
    consume(batch) {
      for (const { sensorId, value } of batch.toRows()) seen.push(`${sensorId}${value}`);
    },
  };
  await pipeline('merge').from(source('a'), source('b')).into(sink).run();
  expect(seen.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(seen.filter((text) => text.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
  expect(seen.slice(0, 4).toSorted()).toEqual(['a1', 'a2', 'b1', 'b2']);
});

test('a source is not asked for the next batch before the last one has been dealt with', async () => {
  let asked = 0;
  let consumed = 0;
  const source: Source = {
    async *stream() {
      for (; asked < 5; asked += 1) {
        expect(asked - consumed).toBeLessThanOrEqual(1);
        yield Reading.batch(1).append(readingsOf([1])[0]);
      }
    },
  };
  const sink: Sink = {
    async consume() {
      await new Promise((resolve) => setTimeout(resolve, 1));
      consumed += 1;
    },
  };
  const report = await pipeline('pressure').from(source).into(sink).run();
  expect(report.ledger.out).toBe(5);
});
