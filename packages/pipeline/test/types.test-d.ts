import { defineRecord, field } from '@pipe/records';
import { expectTypeOf, test } from 'vitest';
import {
  alarms,
  buffer,
  collect,
  fromRecords,
  onError,
  type Pipeline,
  pipeline,
  rollingAverage,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
});
const source = fromRecords(Reading, []);

type FieldsOf<P extends Pipeline> = NonNullable<P['fields']>;

test('the record type flows through the chain', () => {
  const smoothed = pipeline('a')
    .from(source)
    .through(
      rollingAverage({ field: 'value', window: 2, into: 'mean' }),
      thresholdFilter({ field: 'mean', above: 1 }),
    );
  expectTypeOf<keyof FieldsOf<typeof smoothed>>().toEqualTypeOf<
    'sensorId' | 'timestamp' | 'value' | 'mean'
  >();
  const alarming = smoothed.through(alarms({ field: 'mean', by: 'sensorId', above: 1 }));
  expectTypeOf<keyof FieldsOf<typeof alarming>>().toEqualTypeOf<
    'sensorId' | 'side' | 'start' | 'end' | 'peak' | 'peakAt' | 'records'
  >();
});

test('a stage that reads a field which is not there, or is of another kind, does not compile', () => {
  const readings = pipeline('a').from(source);
  const misspelt = thresholdFilter({ field: 'valeu', above: 1 });
  const text = thresholdFilter({ field: 'sensorId', above: 1 });
  const ofNobody = thresholdFilter({ field: 'value', by: 'sensor', above: 1 });
  const value = thresholdFilter({ field: 'value', above: 1 });
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(misspelt);
  // @ts-expect-error: the field 'sensorId' is dictionary
  readings.through(text);
  // @ts-expect-error: there is no field 'sensor' here
  readings.through(ofNobody);
  // @ts-expect-error: alarms come out of the first stage, which have no 'value'
  readings.through(alarms({ field: 'value', above: 1 }), value);
  readings.through(value, alarms({ field: 'value', above: 1 }));
});

test('a branch goes on with the type of the chain', () => {
  pipeline('a')
    .from(source)
    .branch({
      hot: (input) => {
        expectTypeOf<FieldsOf<typeof input>>().toEqualTypeOf<(typeof Reading)['fields']>();
        return input.through(thresholdFilter({ field: 'value', above: 1 })).into(collect());
      },
    });
});

test('a stage written by hand need not say what it reads', () => {
  const passing: Stage = { process: (batch) => batch };
  const passed = pipeline('a').from(source).through(passing);
  expectTypeOf<FieldsOf<typeof passed>>().toEqualTypeOf<(typeof Reading)['fields']>();
});

test('options, branches and policies that cannot be meant do not compile', () => {
  const readings = pipeline('a').from(source);
  // @ts-expect-error: there is no such guarantee
  readings.check({ guarantee: 'at-lest-once' });
  // @ts-expect-error: there is no such option
  readings.check({ commitEverMs: 5 });
  // @ts-expect-error: a store has load() and save()
  readings.check({ checkpoint: {} });
  // @ts-expect-error: a branch returns the pipeline that it has described
  expectTypeOf(() => readings.branch({ hot: () => undefined })).toBeFunction();
  // @ts-expect-error: a sub-pipeline as well
  expectTypeOf(() => readings.pipe(() => undefined)).toBeFunction();
  // @ts-expect-error: there is no such policy
  expectTypeOf(() => onError('skp', collect())).toBeFunction();
  expectTypeOf(onError('skip', buffer())).toEqualTypeOf(buffer());
});
