import { field } from '@pipe/records';
import { expect, test, vi } from 'vitest';
import {
  collect,
  fromRecords,
  memoryCheckpointStore,
  type Pipeline,
  PipelineError,
  pipeline,
  rollingAverage,
  type Source,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const readings = fromRecords(Reading, readingsOf([1]));

/** As untyped code would write it. */
const untyped = (name: string) => pipeline(name) as unknown as { from(...sources: unknown[]): Pipeline };

test('law 1, contracts first: nothing is opened before everything has been checked, and all issues come in one error', async () => {
  const open = vi.fn();
  const broken = { name: 'boiler.csv', open, steam: () => {} };
  const run = untyped('boiler')
    .from(broken, { ...readings, open, stream: readings.stream.bind(readings), recordType: Reading })
    .through({ name: 'nothing' } as never)
    .into({ open } as never)
    .run();
  const error: PipelineError = await run.then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(PipelineError);
  expect(error.code).toBe('invalid-pipeline');
  expect(error.issues.map(({ place }) => place)).toEqual([
    'sources[0] boiler.csv',
    'stages[0] nothing',
    'sinks[0]',
  ]);
  expect(error.message).toMatch(/sources\[0\] boiler\.csv: .*stream/);
  expect(error.message).toMatch(/steam/);
  expect(open).not.toHaveBeenCalled();
});

test('a field that is not there is an issue, with what there is and what was most likely meant', () => {
  const { ok, issues } = untyped('boiler')
    .from(readings)
    .through(thresholdFilter({ field: 'valeu', above: 1 }) as never)
    .into(collect())
    .check();
  expect(ok).toBe(false);
  expect(issues).toEqual([
    {
      code: 'missing-field',
      place: 'stages[0] thresholdFilter',
      message:
        "reads the field 'valeu', and Reading has none of that name (did you mean 'value'?). Its fields are sensorId, timestamp, value.",
    },
  ]);
});

test('a field of another kind is an issue', () => {
  const { issues } = untyped('boiler')
    .from(readings)
    .through(thresholdFilter({ field: 'sensorId', above: 1 }) as never)
    .into(collect())
    .check();
  expect(issues).toMatchObject([
    {
      code: 'wrong-kind',
      message: expect.stringMatching(/'sensorId' of Reading as float64.* but it is dictionary/),
    },
  ]);
});

test('a field that an earlier stage adds is there, in branches too', () => {
  const smooth = rollingAverage({ field: 'value', window: 2, into: 'mean' });
  const described = pipeline('boiler')
    .from(readings)
    .through(smooth)
    .branch({ hot: (input) => input.through(thresholdFilter({ field: 'mean', above: 1 })).into(collect()) });
  expect(described.check()).toEqual({ ok: true, issues: [], notes: [] });
});

test('an issue in a branch says which branch', () => {
  const { issues } = pipeline('boiler')
    .from(readings)
    .branch({
      hot: (input) => input.through(thresholdFilter({ field: 'mean', above: 1 }) as never).into(collect()),
    })
    .check();
  expect(issues[0]?.place).toBe('branches.hot.stages[0] thresholdFilter');
});

test('a pipeline without sources or sinks says what is missing', () => {
  expect(
    pipeline('empty')
      .check()
      .issues.map(({ place }) => place),
  ).toEqual(['sources', 'sinks']);
  const branching = pipeline('half')
    .from(readings)
    .branch({ nowhere: (input) => input });
  expect(branching.check().issues.map(({ place }) => place)).toEqual(['branches.nowhere.sinks']);
});

test('merged sources yield one record type', () => {
  const Wider = Reading.extend('Wider', { unit: field.dictionary() });
  const { issues } = untyped('merged').from(readings, fromRecords(Wider, [])).into(collect()).check();
  expect(issues).toMatchObject([
    {
      place: 'sources[1] Wider',
      message: expect.stringMatching(/yields Wider .*, but sources\[0\] Reading yields Reading/),
    },
  ]);
});

test('an instance without create() runs once', async () => {
  const sink = collect();
  const described = pipeline('once').from(readings).into(sink);
  await described.run();
  await expect(described.run()).rejects.toThrow(/sinks\[0\] collect: this instance has already run/);
});

test('what is wrong with a stage is known before it has a pipeline', () => {
  expect(() => rollingAverage({ field: 'value', window: 0, into: 'mean' })).toThrow(
    /window is a number of records/,
  );
  expect(() => thresholdFilter({ field: 'value' })).toThrow(/it has no limit/);
  expect(() => thresholdFilter({ field: 'value', above: '80' as never })).toThrow(
    /above is a finite number; it was "80"/,
  );
});

test('a stage that may keep rows holds positions back, which is a note where its state is not saved', () => {
  const holding: Stage = { name: 'holding', process: () => undefined, finish() {} };
  const saving: Stage = { ...holding, name: 'saving', snapshot: () => 0, restore() {} };
  const described = pipeline('boiler').from(readings).through(holding, saving).into(collect());
  expect(described.check()).toEqual({ ok: true, issues: [], notes: [] });
  expect(described.check({ checkpoint: memoryCheckpointStore() }).notes).toEqual([
    {
      place: 'stages[0] holding',
      message: expect.stringMatching(/has no snapshot\(\).*positions stop before/),
    },
  ]);
  const broker: Source<typeof Reading.fields> = { stream: readings.stream, position: () => 0, commit() {} };
  const live = pipeline('boiler').from(broker).through(saving).into(collect());
  expect(live.check().notes).toMatchObject([
    { place: 'stages[0] saving', message: expect.stringMatching(/there is no checkpoint store/) },
  ]);
});
