import { expect, test } from 'vitest';
import {
  collect,
  type DeadLetter,
  fromRecords,
  PipelineError,
  pipeline,
  tumblingWindow,
} from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { stageConformance } from '../../src/testing.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { issuesOf, readingsAt } from './values-after.ts';
import { everyAggregate } from './window-reference.ts';

const sums = { aggregates: { sum: { sum: 'value' } }, everyMs: 1_000 } as const;

async function run(stage: unknown, readings: readonly ReadingInput[]) {
  const sink = collect();
  const causes: string[] = [];
  const consume = ({ cause }: DeadLetter) => void causes.push(String(cause));
  const report = await pipeline('windows')
    .from(fromRecords(Reading, readings))
    .through(stage as never)
    .into(sink)
    .run({ deadLetters: { consume } });
  return {
    rows: sink.rows.map((row) => ({ ...row }) as { [field: string]: unknown }),
    causes,
    ledger: report.ledger,
  };
}

test('a window starts at a multiple of its length, and ends before the next', async () => {
  const { rows } = await run(
    tumblingWindow(sums),
    readingsAt([
      [0, 1],
      [999, 2],
      [1_000, 4],
      [3_500, 8],
    ]),
  );
  expect(rows).toEqual([
    { start: 0, end: 1_000, sum: 3 },
    { start: 1_000, end: 2_000, sum: 4 },
    { start: 3_000, end: 4_000, sum: 8 },
  ]);
});

test('windows may be moved on the grid, also before the epoch', async () => {
  const stage = tumblingWindow({ ...sums, offsetMs: 300 });
  const { rows } = await run(
    stage,
    readingsAt([
      [-701, 1],
      [-700, 2],
      [299, 4],
      [300, 8],
    ]),
  );
  expect(rows.map(({ start, sum }) => [start, sum])).toEqual([
    [-1_700, 1],
    [-700, 6],
    [300, 8],
  ]);
});

test('a time just before a boundary is in the window before it, whatever the quotient rounds to', async () => {
  const everyMs = 86_400_000;
  const boundary = everyMs * 19_675;
  const stage = tumblingWindow({ ...sums, everyMs });
  const { rows } = await run(
    stage,
    readingsAt([
      [boundary - 2 ** -12, 1],
      [boundary, 2],
    ]),
  );
  expect(rows.map(({ start }) => start)).toEqual([boundary - everyMs, boundary]);
});

test('every aggregate of a window; null takes part in the number of records alone', async () => {
  const stage = tumblingWindow({ aggregates: everyAggregate, everyMs: 1_000 });
  const readings = readingsAt([
    [10, 4],
    [30, null],
    [20, 1],
    [900, 7],
    [1_000, null],
  ]);
  const { rows } = await run(stage, readings);
  expect(rows).toEqual([
    {
      ...{ start: 0, end: 1_000, records: 4, values: 3, sum: 12, mean: 4, low: 1, high: 7 },
      ...{ first: 4, last: 7, deviation: 3, median: 4 },
    },
    {
      ...{ start: 1_000, end: 2_000, records: 1, values: 0, sum: null, mean: null, low: null, high: null },
      ...{ first: null, last: null, deviation: null, median: null },
    },
  ]);
});

test('a quantile of more values than may be kept is null, never a wrong number', async () => {
  const aggregates = { median: { quantile: 'value', share: 0.5, maxValues: 2 } } as const;
  const stage = tumblingWindow({ aggregates, everyMs: 1_000 });
  const { rows } = await run(
    stage,
    readingsAt([
      [0, 1],
      [1, 2],
      [2, 3],
      [1_000, 4],
      [1_001, 6],
    ]),
  );
  expect(rows.map(({ median }) => median)).toEqual([null, 5]);
});

test('keys have windows of their own, and one that is silent holds none back', async () => {
  const driver = new StageDriver(tumblingWindow({ ...sums, by: 'sensorId' }));
  const readings = [
    ...readingsAt([[0, 1]], 'silent'),
    ...readingsAt(
      [
        [5, 2],
        [1_000, 4],
      ],
      'a',
    ),
  ];
  await driver.process(Reading.batch(3).appendRows(readings));
  expect(driver.rows).toEqual([
    { sensorId: 'silent', start: 0, end: 1_000, sum: 1 },
    { sensorId: 'a', start: 0, end: 1_000, sum: 2 },
  ]);
});

test('a late record is set aside with its cause, and a window waits as long as it is told to', async () => {
  const readings = readingsAt([
    [0, 1],
    [1_200, 2],
    [900, 4],
  ]);
  const strict = await run(tumblingWindow(sums), readings);
  expect(strict.rows.map(({ sum }) => sum)).toEqual([1, 2]);
  expect(strict.causes).toEqual([
    expect.stringMatching(/its time is 900, its last window ended at 1000, and the watermark is at 1200/),
  ]);
  expect(strict.ledger).toMatchObject({ in: 3, out: 2, deadLettered: 1 });
  const patient = await run(tumblingWindow({ ...sums, latenessMs: 201 }), readings);
  expect(patient.rows.map(({ sum }) => sum)).toEqual([5, 2]);
  expect(patient.ledger).toMatchObject({ in: 3, out: 3 });
});

test('late records that are not wanted count as filtered', async () => {
  const stage = tumblingWindow({ ...sums, late: 'filter' });
  const { ledger, causes } = await run(
    stage,
    readingsAt([
      [0, 1],
      [1_000, 2],
      [5, 4],
    ]),
  );
  expect(ledger).toMatchObject({ in: 3, out: 2, filtered: 1, deadLettered: 0 });
  expect(ledger.derived.tumblingWindow).toMatchObject({ in: 2, out: 2 });
  expect(causes).toEqual([]);
});

test('open windows are reported as time goes on, if they have changed', async () => {
  const stage = tumblingWindow({ ...sums, everyMs: 10_000, emit: 'updates', updateMs: 1_000 });
  const readings = readingsAt([
    [0, 1],
    [900, 2],
    [1_100, 4],
    [5_000, 8],
    [10_000, 16],
  ]);
  const { rows } = await run(stage, readings);
  expect(rows.map(({ state, start, sum }) => [state, start, sum])).toEqual([
    ['updated', 0, 3],
    ['updated', 0, 7],
    ['closed', 0, 15],
    ['closed', 10_000, 16],
  ]);
});

test('windows that are still open at the end are sent on, or not', async () => {
  const readings = readingsAt([
    [0, 1],
    [1_000, 2],
  ]);
  const { rows } = await run(tumblingWindow({ ...sums, partial: 'drop' }), readings);
  expect(rows).toEqual([{ start: 0, end: 1_000, sum: 1 }]);
});

test('beyond the most keys, the windows of the one seen least recently are sent on as they stand', async () => {
  const driver = new StageDriver(tumblingWindow({ ...sums, by: 'sensorId', maxKeys: 2 }));
  const readings = ['a', 'b', 'a', 'c', 'b'].map((sensorId, i) => ({
    sensorId,
    timestamp: i,
    value: 2 ** i,
  }));
  await driver.process(Reading.batch(5).appendRows(readings));
  expect(driver.rows).toMatchObject([
    { sensorId: 'b', sum: 2 },
    { sensorId: 'a', sum: 5 },
  ]);
  expect(driver.stage.stateMetrics).toEqual({ keys: 2, evicted: 2 });
  await driver.finish();
  expect(driver.rows.slice(2)).toMatchObject([
    { sensorId: 'c', sum: 8 },
    { sensorId: 'b', sum: 16 },
  ]);
});

test('a record from no time at all is set aside, and moves no watermark', async () => {
  const Loose = Reading.batch(3).appendRows(
    readingsAt([
      [0, 1],
      [1, 2],
      [2, 4],
    ]),
  );
  const times = Loose.writable('timestamp') as { values: Float64Array };
  times.values[0] = Number.POSITIVE_INFINITY;
  times.values[1] = Number.NaN;
  const driver = new StageDriver(tumblingWindow(sums));
  await driver.process(Loose);
  await driver.finish();
  expect(driver.rows).toEqual([{ start: 0, end: 1_000, sum: 4 }]);
});

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => tumblingWindow({ ...sums, ...wrong } as never);
  expect(make({ everyMs: 0.5 })).toThrow(PipelineError);
  expect(make({ everyMs: 0.5 })).toThrow(/everyMs is a whole number of milliseconds/);
  expect(make({ offsetMs: 0.1 })).toThrow(/offsetMs is a whole number/);
  expect(make({ latenessMs: Number.POSITIVE_INFINITY })).toThrow(/no window would ever close/);
  expect(make({ aggregates: {} })).toThrow(/there are none/);
  expect(make({ aggregates: { x: { average: 'value' } } })).toThrow(
    /aggregates\['x'\] is 'count', \{ count: field \}/,
  );
  expect(make({ aggregates: { x: { min: 'value', max: 'value' } } })).toThrow(/aggregates\['x'\] is/);
  expect(make({ aggregates: { x: { quantile: 'value', share: 2 } } })).toThrow(
    /share is a number from 0 to 1/,
  );
  expect(make({ aggregates: { start: 'count' } })).toThrow(/give it another name/);
  expect(make({ aggregates: { sensorId: 'count' }, by: 'sensorId' })).toThrow(/give it another name/);
  expect(make({ by: 'end' })).toThrow(/there is a field 'end' already/);
  expect(make({ emit: 'updates' })).toThrow(/updateMs says how often/);
  expect(make({ late: 'ignore' })).toThrow(/late is 'dead-letter' or 'filter'/);
  expect(make({ by: 'sensorId', idleMs: 900 })).toThrow(/a key would be forgotten with windows open/);
});

test('a field that is not there, or of another kind, is an issue', () => {
  const stage = tumblingWindow({ aggregates: { x: { mean: 'sensorId' }, y: { max: 'gone' } }, everyMs: 1 });
  expect(issuesOf(stage)).toEqual([expect.stringMatching(/sensorId/), expect.stringMatching(/gone/)]);
});

const records: ReadingInput[] = Array.from({ length: 130 }, (_, i) => ({
  sensorId: i % 5 < 3 ? 'a' : 'b',
  timestamp: i * 400 - (i % 13 === 5 ? 1_700 : 0) - (i % 4 === 1 ? 400 : 0),
  value: i % 11 === 7 ? null : 90 + 30 * Math.sin(i / 3),
}));
const windows = () =>
  tumblingWindow({ aggregates: everyAggregate, by: 'sensorId', everyMs: 3_000, latenessMs: 500 });
for (const { name, run: check } of stageConformance(windows, { recordType: Reading, records }))
  test(name, check);
