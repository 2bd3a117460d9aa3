import { expect, test } from 'vitest';
import { count, fromInterval, pipeline, type Tick } from '../../src/index.ts';
import { virtualClock } from '../../src/testing.ts';
import { Reading, readingsOf } from '../readings.ts';
import { readAll, streamOf, valuesIn } from './read.ts';

const [one] = readingsOf([1]);

test('reads at once, and then at regular times', async () => {
  const timer = virtualClock();
  const times: number[] = [];
  const source = fromInterval(
    Reading,
    1_000,
    ({ index }) => {
      times.push(timer.now());
      return readingsOf([index]);
    },
    { timer },
  );
  const sink = count();
  const run = pipeline('polling').from(source).into(sink).start();
  await timer.advance(3_500);
  expect(times).toEqual([0, 1_000, 2_000, 3_000]);
  expect((await run.stop()).ledger.out).toBe(4);
});

test('sends the records of a tick on at once, as one batch', async () => {
  const timer = virtualClock();
  const source = fromInterval(Reading, 1_000, () => readingsOf([1, 2, 3]), { timer });
  const next = streamOf(source).next();
  await timer.advance(0);
  expect(valuesIn((await next).value)).toEqual([1, 2, 3]);
});

test('gives out all that a tick has brought when the run is stopped, also beyond a full batch', async () => {
  const timer = virtualClock();
  const unfit = { sensorId: 'a', timestamp: 0, value: 'hot' as never };
  const tick = [...readingsOf([1, 2, 3]), unfit, ...readingsOf([4, 5])];
  const source = fromInterval(Reading, 1_000, () => tick, { timer, batchSize: 2, lingerMs: 9_000 });
  const busy = Promise.withResolvers<void>();
  const values: unknown[] = [];
  const run = pipeline('polling')
    .from(source)
    .into({
      async consume(batch) {
        await busy.promise;
        values.push(...valuesIn(batch));
      },
    })
    .start();
  await timer.advance(0);
  const ended = run.stop();
  busy.resolve();
  expect((await ended).ledger).toMatchObject({ in: 6, out: 5, deadLettered: 1 });
  expect(values).toEqual([1, 2, 3, 4, 5]);
  expect(timer.sleepers).toBe(0);
});

test('lets the rest of a tick linger for its own time', async () => {
  const timer = virtualClock();
  const values = [[1], [2, 3]];
  const source = fromInterval(Reading, 60, ({ index }) => readingsOf(values[index] ?? []), {
    timer,
    batchSize: 2,
    lingerMs: 100,
  });
  const stream = streamOf(source);
  const first = stream.next();
  await timer.advance(60);
  expect(valuesIn((await first).value)).toEqual([1, 2]);
  let given = false;
  const second = stream.next().then(({ value }) => {
    given = true;
    return valuesIn(value);
  });
  await timer.advance(99);
  expect(given).toBe(false);
  await timer.advance(1);
  expect(await second).toEqual([3]);
});

test('puts ticks together where it may linger', async () => {
  const timer = virtualClock();
  const source = fromInterval(Reading, 10, ({ index }) => readingsOf([index])[0], { timer, lingerMs: 25 });
  const next = streamOf(source).next();
  await timer.advance(25);
  expect(valuesIn((await next).value)).toEqual([0, 1, 2]);
});

test('leaves out ticks that nobody had time for, and keeps to the schedule', async () => {
  const timer = virtualClock();
  const seen: [index: number, time: number][] = [];
  const source = fromInterval(
    Reading,
    100,
    async ({ index }: Tick) => {
      seen.push([index, timer.now()]);
      if (index === 1) await timer.sleep(250);
      return one;
    },
    { timer },
  );
  const run = pipeline('slow').from(source).into(count()).start();
  await timer.advance(500);
  expect(seen).toEqual([
    [0, 0],
    [1, 100],
    [4, 400],
    [5, 500],
  ]);
  await run.stop();
});

test('may have nothing to give', async () => {
  const timer = virtualClock();
  const source = fromInterval(Reading, 10, ({ index }) => (index % 2 ? one : undefined), { timer });
  const run = pipeline('rare').from(source).into(count()).start();
  await timer.advance(50);
  expect((await run.stop()).ledger.in).toBe(3);
});

test('ends at an abort, also while a reading is pending, and tells the reading', async () => {
  const controller = new AbortController();
  let isTold = false;
  const source = fromInterval(Reading, 10, ({ signal }) => {
    signal.addEventListener('abort', () => {
      isTold = true;
    });
    return new Promise<undefined>(() => {});
  });
  const next = streamOf(source, { signal: controller.signal }).next();
  await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  expect((await next).done).toBe(true);
  expect(isTold).toBe(true);
});

test('keeps what a reading throws', async () => {
  const broken = new Error('bus error');
  const source = fromInterval(Reading, 10, () => {
    throw broken;
  });
  expect((await readAll(source)).failure).toBe(broken);
});

test('has no position: what a sensor said is not there to be read again', () => {
  expect(fromInterval(Reading, 10, () => one).position).toBeUndefined();
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses an interval of %d ms', (everyMs) => {
  expect(() => fromInterval(Reading, everyMs, () => one)).toThrow(
    /interval is a positive number of milliseconds/,
  );
});
