import { describe, expect, test, vi } from 'vitest';
import {
  collect,
  fromAsyncIterable,
  fromIterable,
  fromRecords,
  memoryCheckpointStore,
  merge,
  onError,
  PipelineError,
  type Position,
  pipeline,
  type Source,
} from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { readAll, streamOf, valuesIn } from './read.ts';

const of = (name: string, values: number[], batchSize = 1) =>
  fromRecords(Reading, readingsOf(values, name), { name, batchSize });

/** A source of hand-made batches that writes down what is done to it. */
function noting(name: string, values: number[], calls: string[]): Source {
  let given = 0;
  return {
    name,
    recordType: Reading,
    open: () => void calls.push(`open ${name}`),
    async *stream({ signal }) {
      try {
        for (const reading of readingsOf(values)) {
          given += 1;
          yield Reading.batch(1).append(reading);
        }
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      } finally {
        calls.push(`end ${name}`);
      }
    },
    position: () => given,
    commit: (position) => void calls.push(`commit ${name} ${position}`),
    [Symbol.asyncDispose]: async () => void calls.push(`close ${name}`),
  };
}

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

test('gives everything, in order within each source', async () => {
  const { batches } = await readAll(merge(of('a', [1, 3, 5]), of('b', [2, 4])));
  const values = batches.flat() as number[];
  expect(values.toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(values.filter((value) => value % 2 === 1)).toEqual([1, 3, 5]);
  expect(values.filter((value) => value % 2 === 0)).toEqual([2, 4]);
});

test('is fair: a quick source cannot crowd out another', async () => {
  const endless = fromIterable(
    Reading,
    function* () {
      for (;;) yield* readingsOf([0]);
    },
    { name: 'endless', batchSize: 1 },
  );
  const stream = streamOf(merge(endless, of('b', [1, 2, 3])));
  const seen: unknown[] = [];
  for (let i = 0; i < 8; i += 1) seen.push(...valuesIn((await stream.next()).value));
  expect(seen.filter((value) => value !== 0)).toEqual([1, 2, 3]);
  await stream.return?.();
});

test('does not wait for one source to give what another has', async () => {
  const idle = fromAsyncIterable(
    Reading,
    async function* ({ signal }): AsyncGenerator<never> {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    { name: 'idle' },
  );
  const stream = streamOf(merge(idle, of('b', [1, 2])));
  expect(valuesIn((await stream.next()).value)).toEqual([1]);
  expect(valuesIn((await stream.next()).value)).toEqual([2]);
  await stream.return?.();
});

test('reads each source one batch ahead at most', async () => {
  let given = 0;
  const counting = fromIterable(
    Reading,
    function* () {
      for (const reading of readingsOf([1, 2, 3, 4])) {
        given += 1;
        yield reading;
      }
    },
    { batchSize: 1, name: 'counting' },
  );
  const stream = streamOf(merge(counting, of('b', [1, 2, 3])));
  await stream.next();
  await soon();
  expect(given).toBe(1);
  await stream.return?.();
});

describe('its position', () => {
  test('is that of the batch given out, by source, however far the others have been read', async () => {
    const source = merge(of('a', [1, 2, 3], 2), of('b', [10, 20]));
    const { batches, positions } = await readAll(source);
    const seen: { a: number; b: number } = { a: 0, b: 0 };
    for (const [i, values] of (batches as number[][]).entries()) {
      if (values[0] < 10) seen.a += values.length;
      else seen.b += values.length;
      const expected = Object.fromEntries(Object.entries(seen).filter(([, count]) => count > 0));
      expect(positions[i]).toEqual(expected);
    }
  });

  test('is enough to go on with exactly the rest', async () => {
    const source = () => merge(of('a', [1, 2, 3]), of('b', [10, 20]));
    const { batches, positions } = await readAll(source());
    for (const [i, position] of positions.entries()) {
      const rest = await readAll(source(), { position: structuredClone(position) as Position });
      const expected = batches.slice(i + 1).flat() as number[];
      expect((rest.batches.flat() as number[]).toSorted()).toEqual(expected.toSorted());
    }
  });

  test('is there only where every source has one', () => {
    const live = fromAsyncIterable(Reading, async function* () {}, { name: 'live' });
    expect(merge(of('a', []), of('b', [])).position).toBeDefined();
    expect(merge(of('a', []), live).position).toBeUndefined();
  });

  test('numbers sources of the same name', async () => {
    const { positions } = await readAll(merge(of('a', [1]), of('a', [2])));
    expect(positions.at(-1)).toEqual({ a: 1, 'a#2': 1 });
  });

  test('that is none is refused', async () => {
    const source = merge(of('a', []), of('b', []));
    expect(() => streamOf(source, { position: 3 })).toThrow(/\{ sourceName: position \}; it was 3/);
  });
});

test('commits to each source its own position', async () => {
  const calls: string[] = [];
  const source = merge(noting('a', [1, 2], calls), noting('b', [3], calls));
  const stream = streamOf(source);
  for (let i = 0; i < 3; i += 1) await stream.next();
  await source.commit?.(source.position?.() ?? null);
  expect(calls).toEqual(['commit a 2', 'commit b 1']);
  await stream.return?.();
});

test('refuses to mix sources that take commits with others', () => {
  const mixed = () => merge(noting('queue', [], []), of('file', []));
  expect(mixed).toThrow(PipelineError);
  expect(mixed).toThrow(/queue takes commits and file does not; give them to from\(\) one by one/);
});

test('refuses sources of different record types, and none at all', () => {
  const Wider = Reading.extend('Wider', { unit: Reading.fields.sensorId });
  expect(() => merge(of('a', []), fromRecords(Wider, []) as Source)).toThrow(
    /Reading and Wider have different fields/,
  );
  expect(() => merge()).toThrow(/nothing to merge/);
});

test('opens and closes what it is made of', async () => {
  const calls: string[] = [];
  const sink = collect();
  const run = pipeline('merged')
    .from(merge(noting('a', [1], calls), noting('b', [2], calls)))
    .into(sink)
    .start();
  await vi.waitFor(() => expect(sink.rows).toHaveLength(2));
  await run.stop();
  expect(calls.slice(0, 2)).toEqual(['open a', 'open b']);
  expect(calls.filter((call) => call.startsWith('end')).toSorted()).toEqual(['end a', 'end b']);
  expect(calls.slice(-2)).toEqual(['close b', 'close a']);
});

test('closes only what was opened when opening fails half-way', async () => {
  const calls: string[] = [];
  const broken = { ...noting('b', [], calls), open: () => Promise.reject(new Error('no port')) };
  const run = pipeline('merged')
    .from(merge(noting('a', [], calls), broken, noting('c', [], calls)))
    .into(collect())
    .run();
  await expect(run).rejects.toThrow(/failed in open\(\): no port/);
  expect(calls).toEqual(['open a', 'close b', 'close a']);
});

test('ends with what a source throws, and tells the others to stop', async () => {
  const calls: string[] = [];
  const broken = new Error('unplugged');
  const failing: Source = {
    ...noting('failing', [], calls),
    // biome-ignore lint/correctness/useYield: fails before it has anything to give.
    async *stream() {
      await soon();
      throw broken;
    },
  };
  const { batches, failure } = await readAll(merge(noting('a', [1, 2], calls), failing));
  expect(batches).toEqual([[1], [2]]);
  expect(failure).toBe(broken);
  await vi.waitFor(() => expect(calls).toEqual(['end a']));
});

test('ends at an abort, also when a source is deaf to it', async () => {
  const controller = new AbortController();
  const deaf: Source = {
    async *stream() {
      await new Promise(() => {});
    },
  };
  const next = streamOf(merge(deaf), { signal: controller.signal }).next();
  controller.abort(new Error('stop'));
  expect((await next).done).toBe(true);
});

test('sets aside what its sources set aside, with the name of the source in the position', async () => {
  const source = merge(of('a', []), fromRecords(Reading, [{ sensorId: 'b' } as never], { name: 'b' }));
  expect((await readAll(source)).letters).toMatchObject([{ raw: { sensorId: 'b' }, position: { b: 0 } }]);
});

test('knows how far it is when all of them do', async () => {
  const source = merge(of('a', [1, 2]), of('b', []));
  const stream = streamOf(source);
  await stream.next();
  await soon();
  expect(source.progress?.()).toBe(0.75);
  const live = fromAsyncIterable(Reading, async function* () {}, { name: 'live' });
  expect(merge(of('a', [1]), live).progress?.()).toBeUndefined();
});

test('goes on where a run was cut off', async () => {
  const store = memoryCheckpointStore();
  const sink = collect<{ value: number }>();
  const run = (fails: boolean) => {
    let consumed = 0;
    return pipeline('cut')
      .from(merge(of('a', [1, 2, 3]), of('b', [4, 5, 6])))
      .into(
        onError('fail', {
          ...collect(),
          name: 'cut off',
          consume(batch) {
            consumed += 1;
            if (fails && consumed === 4) throw new Error('cut off');
            return sink.consume(batch, { signal: new AbortController().signal, deadLetter() {} });
          },
        }),
      )
      .run({ guarantee: 'at-least-once', checkpoint: { store, everyRecords: 1 } });
  };
  await expect(run(true)).rejects.toThrow('cut off');
  await run(false);
  expect(sink.rows.map(({ value }) => value).toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});
