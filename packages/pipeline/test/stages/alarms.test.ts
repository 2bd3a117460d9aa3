import { describe, expect, test } from 'vitest';
import { type AnyStage, alarms, PipelineError } from '../../src/index.ts';
import { Cuttable } from '../../src/testing/conformance/cut.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading, type ReadingInput, readingsOf } from '../readings.ts';
import { runEveryWay } from './run-every-way.ts';
import { issuesOf, readingsAt } from './values-after.ts';

type Reported = Readonly<
  Record<'state' | 'sensorId' | 'side' | 'start' | 'end' | 'peak' | 'records', unknown>
>;

/** What is reported, in words: `raised above 1000–` is open, `cleared above 1000–3000 peak 9 of 3` is over. */
async function reports(stage: () => AnyStage, readings: readonly ReadingInput[]): Promise<string[]> {
  const rows = (await runEveryWay(stage, readings, 2)) as Reported[];
  return rows.map(({ state = 'ended', side, start, end, peak, records }) =>
    [state, side, `${start}–${end ?? ''}`, `peak ${peak}`, `of ${records}`].join(' '),
  );
}

const field = 'value';
const everySecond = (values: readonly (number | null)[]) =>
  readingsAt(values.map((value, i) => [i * 1_000, value] as const));

describe('hysteresis', () => {
  test('an alarm lasts through the last reading before one strictly back past the clear limit', async () => {
    const readings = everySecond([79, 81, 85, 76, 75, 74, 81]);
    const found = await reports(() => alarms({ field, above: 80, clearAbove: 75 }), readings);
    expect(found).toEqual(['ended above 1000–4000 peak 85 of 4', 'ended above 6000– peak 81 of 1']);
  });

  test('without a clear limit a value on the threshold neither begins an alarm nor ends it', async () => {
    const found = await reports(() => alarms({ field, above: 80 }), everySecond([80, 81, 80, 79]));
    expect(found).toEqual(['ended above 1000–2000 peak 81 of 2']);
  });

  test('both sides have alarms of their own, each with the extreme on its side', async () => {
    const stage = () => alarms({ field, above: 80, below: 20 });
    expect(await reports(stage, everySecond([85, 90, 15, 10, 50]))).toEqual([
      'ended above 0–1000 peak 90 of 2',
      'ended below 2000–3000 peak 10 of 2',
    ]);
  });

  test('null neither ends nor extends an alarm, NaN extends it', async () => {
    const stage = () => alarms({ field, above: 80 });
    expect(await reports(stage, everySecond([null, 81, null, 82, null, 1]))).toEqual([
      'ended above 1000–3000 peak 82 of 2',
    ]);
    expect(await reports(stage, everySecond([Number.NaN, 81, Number.NaN, 1]))).toEqual([
      'ended above 1000–2000 peak 81 of 2',
    ]);
  });
});

test('a value beyond the limits is found at whichever place of a batch it comes', async () => {
  // One in eleven, in batches of ten.
  const values = Array.from({ length: 111 }, (_, i) => (i % 11 === 10 ? 81 : 0));
  const readings = everySecond(values).map((reading) => ({ ...reading }));
  const driver = new StageDriver(alarms({ field, above: 80 }));
  for (const batch of new Cuttable(Reading, readings).cut(10)) await driver.process(batch);
  expect(driver.rows.map((row) => Number((row as Reported).start) / 1_000)).toEqual(
    Array.from({ length: 10 }, (_, batch) => batch * 11 + 10),
  );
});

describe('delays, in event time', () => {
  test('an alarm is raised once a reading finds it lasting for long enough, and withdrawn when it does not', async () => {
    const stage = () => alarms({ field, above: 80, raiseDelayMs: 2_000, emit: 'changes' });
    expect(await reports(stage, everySecond([81, 82, 1, 81, 82, 83, 1]))).toEqual([
      'raised above 3000– peak 83 of 3',
      'cleared above 3000–5000 peak 83 of 3',
    ]);
  });

  test('a value back for less than the clear delay belongs to the alarm', async () => {
    const stage = () => alarms({ field, above: 80, clearDelayMs: 3_000 });
    expect(await reports(stage, everySecond([81, 1, 1, 85, 1, 1, 1, 1, 81]))).toEqual([
      'ended above 0–3000 peak 85 of 4',
      'ended above 8000– peak 81 of 1',
    ]);
  });
});

describe('changes', () => {
  test('are told when they happen, and again every so often while the alarm lasts', async () => {
    const stage = () => alarms({ field, above: 80, emit: 'changes', updateMs: 2_000 });
    expect(await reports(stage, everySecond([81, 82, 83, 84, 85, 1]))).toEqual([
      'raised above 0– peak 81 of 1',
      'updated above 0– peak 83 of 3',
      'updated above 0– peak 85 of 5',
      'cleared above 0–4000 peak 85 of 5',
    ]);
  });
});

describe('keys', () => {
  const readings = (['a', 'b', 'a', 'b', 'a', 'b'] as const).map((sensorId, i) => ({
    sensorId,
    timestamp: i * 1_000,
    value: [81, 81, 96, 96, 1, 1][i] as number,
  }));

  test('have alarms, and may have limits, of their own', async () => {
    const stage = () => alarms({ field, by: 'sensorId', above: 80, limits: { b: { above: 95 } } });
    expect(await reports(stage, readings)).toEqual([
      'ended above 0–2000 peak 96 of 2',
      'ended above 3000–3000 peak 96 of 1',
    ]);
  });

  test.each([
    { limits: { a: { above: 10 }, b: { above: 90 } }, value: 20 },
    { limits: { a: { below: -10 }, b: { below: -90 } }, value: -20 },
  ])('the narrower limits of one hold whatever those of the others are', async ({ limits, value }) => {
    const values = [0, 0, value, value, 0, 0];
    const stage = () => alarms({ field, by: 'sensorId', limits });
    const found = await reports(
      stage,
      readings.map((reading, i) => ({ ...reading, value: values[i] as number })),
    );
    expect(found).toEqual([expect.stringContaining(`2000–2000 peak ${value} of 1`)]);
  });

  test('one that is forgotten has its open alarm sent on without an end', async () => {
    const stage = () => alarms({ field, by: 'sensorId', above: 80, maxKeys: 1 });
    expect((await reports(stage, readings))[0]).toBe('ended above 0– peak 81 of 1');
  });

  test('one that falls silent while others go on is stale until its next value', async () => {
    const stage = () => alarms({ field, by: 'sensorId', staleMs: 5_000, emit: 'changes' });
    const [a, b] = [
      readingsAt(
        [
          [0, 1],
          [9_000, 2],
        ],
        'a',
      ),
      readingsAt(
        [
          [0, 1],
          [3_000, 1],
          [6_000, 1],
        ],
        'b',
      ),
    ];
    const inOrder = [...a, ...b].sort((one, other) => one.timestamp - other.timestamp);
    expect(await reports(stage, inOrder)).toEqual([
      'raised stale 0– peak 1 of 0',
      'cleared stale 0–9000 peak 1 of 0',
    ]);
  });

  test('one whose first value comes late is stale at the next value of any', async () => {
    const stage = () => alarms({ field, by: 'sensorId', staleMs: 500, emit: 'changes' });
    const at = (sensorId: string, timestamp: number) => ({ sensorId, timestamp, value: 1 });
    const inTime = [0, 400, 800, 880].map((timestamp) => at('a', timestamp));
    expect(await reports(stage, [...inTime, at('b', 375), at('a', 870)])).toEqual([
      'raised stale 375– peak 1 of 0',
      'updated stale 375– peak 1 of 0',
    ]);
  });

  test('those that have been silent since the same time are raised in the order in which they were last heard', async () => {
    const stage = () => alarms({ field, by: 'sensorId', staleMs: 500, emit: 'changes' });
    // At 500 all have been heard since 0: no alarm, but the deadlines of that time are put right, amid the values at 450.
    const [a, b, c] = [1, 2, 3];
    const heard = [
      [a, 0],
      [b, 0],
      [c, 0],
      [a, 300],
      [c, 300],
      [b, 450],
      [a, 500],
      [c, 450],
      [a, 990],
    ] as const;
    const found = await reports(
      stage,
      heard.map(([value, timestamp]) => ({ sensorId: `s${value}`, timestamp, value })),
    );
    expect(found.slice(0, 2)).toEqual(['raised stale 450– peak 2 of 0', 'raised stale 450– peak 3 of 0']);
  });
});

test('silence counts from the first value after it is asked for', async () => {
  const driver = new StageDriver(alarms({ field, by: 'sensorId', above: 80, emit: 'changes' }));
  const process = (sensorId: string, timestamp: number) =>
    driver.process(Reading.batch(1).append({ sensorId, timestamp, value: 1 }));
  await process('a', 0);
  await process('b', 0);
  (driver.stage as ReturnType<typeof alarms>).settings.staleMs = 500;
  for (const [sensorId, timestamp] of [
    ['a', 1_000],
    ['b', 1_100],
    ['a', 2_000],
  ] as const) {
    await process(sensorId, timestamp);
  }
  expect(driver.rows.map((row) => ({ ...row }))).toEqual([
    expect.objectContaining({ state: 'raised', sensorId: 'a', start: 1_000 }),
    expect.objectContaining({ state: 'raised', sensorId: 'b', start: 1_100 }),
    expect.objectContaining({ state: 'cleared', sensorId: 'a', end: 2_000 }),
  ]);
});

test('limits and delays changed while it runs are in force from the next batch on', async () => {
  const driver = new StageDriver(alarms({ field, above: 80, emit: 'changes' }));
  const settings = (driver.stage as ReturnType<typeof alarms>).settings;
  const process = (at: number, value: number) =>
    driver.process(Reading.batch(1).appendRows(readingsAt([[at, value]])));
  await process(0, 85);
  settings.above = 90;
  settings.clearDelayMs = 5_000;
  await process(1_000, 85);
  await process(2_000, 85);
  await process(6_000, 85);
  expect(driver.rows.map((row) => (row as Reported).state)).toEqual(['raised', 'cleared']);
  expect(() => {
    settings.raiseDelayMs = -1;
  }).toThrow(/nonNegative/);
});

test('options that cannot be meant are refused, all in one error', () => {
  const make = (options: object) => () => alarms({ field, ...options } as never);
  expect(make({})).toThrow(PipelineError);
  expect(make({})).toThrow(/it has no limit/);
  expect(make({ staleMs: 1_000 })).not.toThrow();
  expect(make({ above: 80, clearAbove: 81, below: 20, clearBelow: 19 })).toThrow(
    /clearAbove \(81\) is beyond above \(80\).*clearBelow \(19\) is beyond below \(20\)/s,
  );
  expect(make({ above: Number.NaN, raiseDelayMs: -1, staleMs: 0 })).toThrow(
    /above .*raiseDelayMs .*staleMs /s,
  );
  expect(make({ above: 80, updateMs: 1_000 })).toThrow(/give emit: 'changes' as well/);
  expect(make({ above: 80, by: 'peak' })).toThrow(/alarms have a field 'peak' already/);
  expect(make({ above: 80, limits: { a: { above: 1, clearAbove: 2 } } })).toThrow(
    /name it in by.*limits\['a'\]\.clearAbove \(2\)/s,
  );
});

test('a field of another kind, or that is not there, is an issue', () => {
  expect(issuesOf(alarms({ field: 'sensorId', above: 1 }))).toEqual([
    expect.stringMatching(/^wrong-kind: .*'sensorId'/),
  ]);
  expect(issuesOf(alarms({ field: 'valeu', above: 1, by: 'value' }))).toEqual([
    expect.stringMatching(/^missing-field: .*did you mean 'value'/),
    expect.stringMatching(/^wrong-kind: .*'value'/),
  ]);
});

test('a value whose time is no number is not heard, and those after it are', async () => {
  const driver = new StageDriver(alarms({ field: 'value', by: 'sensorId', staleMs: 500 }));
  const dictionaries = Reading.dictionaries();
  for (const start of [0, 4_000]) {
    const rows = readingsOf([1, 1, 1, 1]).map((row) => ({ ...row, timestamp: start + row.timestamp }));
    const batch = Reading.batch(4, { dictionaries }).appendRows(rows);
    batch.writable('timestamp').values[0] = Number.NaN;
    await driver.process(batch);
  }
  const silences = driver.rows.map((row) => [(row as Reported).start, (row as Reported).end]);
  expect(silences).toEqual([
    [1_000, 2_000],
    [2_000, 3_000],
    [3_000, 5_000],
    [5_000, 6_000],
    [6_000, 7_000],
  ]);
});

test('a restored stage has the state that it was given, silent sensors and all', async () => {
  const make = () => alarms({ field: 'value', by: 'sensorId', staleMs: 500 });
  const driver = new StageDriver(make());
  const [first] = readingsOf([1], 'z');
  const [late] = readingsOf([1], 'b').map((reading) => ({ ...reading, timestamp: 900 }));
  const rows = [first, ...readingsOf([1], 'a'), ...readingsOf([1], 'b'), late];
  await driver.process(Reading.batch(4).appendRows(rows as ReadingInput[]));
  const state = structuredClone(driver.stage.snapshot?.());
  const restored = new StageDriver(make());
  restored.stage.restore?.(state as never);
  expect(restored.stage.snapshot?.()).toEqual(state);
});
