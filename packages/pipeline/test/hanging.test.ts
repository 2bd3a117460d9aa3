import { expect, test, vi } from 'vitest';
import { fromAsyncIterable, pipeline, type Sink, type Source } from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const never = new Promise<never>(() => {});

/** A source that gives one batch and then waits for ever, as one whose sensors are silent. */
function quietSource(commit: (position: number) => void = () => {}): Source<typeof Reading.fields> {
  return {
    name: 'quiet',
    recordType: Reading,
    position: () => 1,
    commit,
    finish() {},
    async *stream({ signal }) {
      yield Reading.batch().appendRows(readingsOf([1]));
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
}

test('what came before the source fell silent is made to last and committed in time', async () => {
  const flush = vi.fn();
  const commit = vi.fn();
  const abort = new AbortController();
  const run = pipeline('quiet')
    .from(quietSource(commit))
    .into({ consume() {}, flush })
    .start({ commitEveryMs: 20, signal: abort.signal });
  await vi.waitFor(() => expect(commit).toHaveBeenCalledWith(1), { timeout: 2_000 });
  expect(flush).toHaveBeenCalled();
  abort.abort();
  await expect(run.report).rejects.toThrow('aborted');
});

test('progress goes on while nothing comes', async () => {
  const seen: number[] = [];
  const abort = new AbortController();
  const run = pipeline('quiet')
    .from(quietSource())
    .into({ consume() {} })
    .start({ signal: abort.signal, progressIntervalMs: 5, onProgress: ({ records }) => seen.push(records) });
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(3), { timeout: 2_000 });
  abort.abort();
  await expect(run.report).rejects.toThrow('aborted');
});

test('stop() gives up on a sink that does not come back, and names it', async () => {
  const sink: Sink = { name: 'dead', consume: () => never };
  const run = pipeline('hung').from(quietSource()).into(sink).start({ closeDeadlineMs: 30 });
  await new Promise((resolve) => setTimeout(resolve, 10));
  await expect(run.stop()).rejects.toThrow(
    'consume() of sinks[0] dead did not come back within 30 ms, and the run was asked to end',
  );
});

test('stop() gives up on a component that does not open', async () => {
  const sink: Sink = { name: 'dead', open: () => never, consume() {} };
  const run = pipeline('hung').from(quietSource()).into(sink).start({ closeDeadlineMs: 30 });
  await expect(run.stop()).rejects.toThrow('open() of sinks[0] dead did not come back within 30 ms');
});

test('stop() waits for a sink that is slow, as long as it takes each batch in time', async () => {
  const sink: Sink = { name: 'slow', consume: () => new Promise((resolve) => setTimeout(resolve, 40)) };
  async function* three() {
    for (const reading of readingsOf([1, 2, 3])) yield reading;
  }
  const run = pipeline('slow')
    .from(fromAsyncIterable(Reading, three, { batchSize: 1 }))
    .into(sink)
    .start({ closeDeadlineMs: 60 });
  const { ledger } = await run.drain();
  expect(ledger.inFlight).toBe(0);
});

test('a source that never stops giving out what it has read is late, too', async () => {
  const source: Source<typeof Reading.fields> = {
    name: 'endless',
    recordType: Reading,
    finish() {},
    async *stream() {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield Reading.batch().appendRows(readingsOf([1]));
      }
    },
  };
  const run = pipeline('endless')
    .from(source)
    .into({ consume() {} })
    .start({ closeDeadlineMs: 60 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(run.stop()).rejects.toThrow('sources[0] endless did not hand over what had been read');
});

test('a failing onProgress does not hide what failed before it', async () => {
  const sink: Sink = {
    name: 'full',
    consume() {
      throw new Error('no room');
    },
  };
  const error = await pipeline('two failures')
    .from(quietSource())
    .into(sink)
    .run({
      onProgress() {
        throw new Error('no screen');
      },
    })
    .catch(Object);
  expect(error).toMatchObject({
    message: expect.stringContaining('no room'),
    later: [{ message: 'options failed in onProgress(): no screen' }],
  });
});

test('a run that fails while nobody looks ends no process', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const run = pipeline('unseen')
    .from(quietSource())
    .into({
      consume() {
        throw new Error('no room');
      },
    })
    .start();
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  await expect(run.stop()).rejects.toThrow('no room');
});
