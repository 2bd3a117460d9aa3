import { describe, expect, test } from 'vitest';
import {
  collect,
  fromAsyncIterable,
  memoryCheckpointStore,
  merge,
  pipeline,
  type Run,
  type RunOptions,
  type Sink,
  type Source,
} from '../src/index.ts';
import { virtualClock } from '../src/testing.ts';
import { Reading, readingsOf } from './readings.ts';

const endings: ['stop' | 'drain'][] = [['stop'], ['drain']];

/** A sensor that sends the values and then nothing for ever; its rows wait in a batch for others. */
function sensor(values: readonly number[], { name = 'sensor', replayable = false } = {}) {
  const timer = virtualClock();
  const items = async function* ({ signal }: { signal: AbortSignal }) {
    yield* readingsOf(values);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const source = fromAsyncIterable(Reading, items, { name, replayable, timer, lingerMs: 60_000 });
  return { source, timer };
}

/** Runs until everything that can happen without time passing has happened, and ends the run. */
async function runFor(sources: readonly Source[], ending: 'stop' | 'drain', options: RunOptions = {}) {
  const sink = collect<{ value: number }>();
  const run: Run = pipeline('ending')
    .from(...(sources as [Source]))
    .into(sink)
    .start(options);
  await virtualClock().advance(0);
  const before = sink.rows.length;
  const { ledger, ended } = await run[ending]();
  return { before, values: sink.rows.map(({ value }) => value), ledger, ended };
}

describe.each(endings)('%s()', (ending) => {
  test('hands over the rows that wait for a batch to fill, though no time passes', async () => {
    const { before, values, ledger, ended } = await runFor([sensor([1, 2, 3]).source], ending);
    expect(before).toBe(0);
    expect(values).toEqual([1, 2, 3]);
    expect(ledger).toMatchObject({ in: 3, out: 3, inFlight: 0 });
    expect(ended).toBe('stopped');
  });

  test('leaves no timer behind', async () => {
    const { source, timer } = sensor([1]);
    await runFor([source], ending);
    expect(timer.sleepers).toBe(0);
  });

  test('hands over the rows that wait in any of several sources, merged or apart', async () => {
    const [one, two] = [sensor([1, 2], { name: 'one' }).source, sensor([3], { name: 'two' }).source];
    expect((await runFor([one, two], ending)).values.toSorted()).toEqual([1, 2, 3]);
    const merged = await runFor([merge(one, two)], ending);
    expect(merged.values.toSorted()).toEqual([1, 2, 3]);
    expect(merged.ledger).toMatchObject({ in: 3, out: 3 });
  });

  test('has the position behind the rows it handed over: the next run has only what is new', async () => {
    const checkpoint = memoryCheckpointStore();
    const first = await runFor([sensor([1, 2], { replayable: true }).source], ending, { checkpoint });
    expect(first.values).toEqual([1, 2]);
    const second = await runFor([sensor([1, 2, 3], { replayable: true }).source], ending, { checkpoint });
    expect(second.values).toEqual([3]);
    expect(second.ledger).toMatchObject({ in: 1, out: 1 });
  });

  test('waits for a record that is being set aside, and counts it', async () => {
    const timer = virtualClock();
    const items = async function* () {
      yield { ...readingsOf([1])[0], value: 'hot' as never };
    };
    const source = fromAsyncIterable(Reading, items, { timer });
    const letters: unknown[] = [];
    const written = Promise.withResolvers<void>();
    const consume = async (letter: unknown) => {
      await written.promise;
      letters.push(letter);
    };
    setTimeout(written.resolve, 5);
    const { ledger } = await runFor([source], ending, { deadLetters: { consume } });
    expect(ledger).toMatchObject({ in: 1, deadLettered: 1, inFlight: 0 });
    expect(letters).toHaveLength(1);
  });

  test('lets through the batches that other sources had ready while the sink was busy', async () => {
    const ready = (value: number): Source => ({
      async *stream() {
        yield Reading.batch(1).append(readingsOf([value])[0]);
        throw new Error('nobody asks for more');
      },
    });
    const values: number[] = [];
    const busy = Promise.withResolvers<void>();
    const sink: Sink = {
      async consume(batch) {
        await busy.promise;
        values.push(batch.at(0).value as number);
      },
    };
    const run = pipeline('ready').from(ready(1), ready(2), ready(3)).into(sink).start();
    await virtualClock().advance(0);
    const ended = run[ending]();
    busy.resolve();
    expect((await ended).ledger).toMatchObject({ in: 3, out: 3 });
    expect(values).toEqual([1, 2, 3]);
  });

  test('ends a run that is paused', async () => {
    const sink = collect<{ value: number }>();
    const run = pipeline('paused')
      .from(sensor([1, 2]).source)
      .into(sink)
      .start();
    await virtualClock().advance(0);
    run.pause();
    await run[ending]();
    expect(sink.rows.map(({ value }) => value)).toEqual([1, 2]);
  });

  test('reads nothing when it comes before the start', async () => {
    const sink = collect();
    const run = pipeline('early')
      .from(sensor([1, 2]).source)
      .into(sink)
      .start();
    const { ledger } = await run[ending]();
    expect(ledger.in).toBe(0);
  });

  test('names a source that does not come to its end after finish(), and one whose finish() fails', async () => {
    const deaf: Source = {
      name: 'deaf',
      finish() {},
      async *stream({ signal }) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    };
    await expect(runFor([deaf], ending, { closeDeadlineMs: 10 })).rejects.toThrow(
      'sources[0] deaf did not hand over what had been read within 10 ms of finish()',
    );
    const broken: Source = {
      ...deaf,
      finish() {
        throw new Error('no');
      },
    };
    await expect(runFor([broken], ending)).rejects.toThrow('sources[0] deaf failed in finish(): no');
  });
});
