import { defineRecord, field } from '@pipe/records';
import { expectTypeOf, test } from 'vitest';
import {
  alarms,
  ewma,
  fillMissing,
  fitScale,
  fromRecords,
  normalize,
  type Pipeline,
  pipeline,
  rateOfChange,
  rolling,
  rollingAverage,
  sortWithin,
  thresholdFilter,
  throttle,
} from '../../src/index.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
  count: field.int32(),
});
const readings = pipeline('a').from(fromRecords(Reading, []));

type FieldsOf<P extends Pipeline> = NonNullable<P['fields']>;
type ReadingFields = (typeof Reading)['fields'];

test('a field that is written into is added, nullable', () => {
  const conditioned = readings.through(
    normalize({ field: 'count', into: 'share', method: 'range' }),
    rateOfChange({ field: 'share', into: 'rate', by: 'sensorId' }),
    ewma({ field: 'rate', into: 'smooth', alpha: 0.1 }),
    fillMissing({ field: 'smooth', into: 'filled', method: 'previous' }),
  );
  expectTypeOf<keyof FieldsOf<typeof conditioned>>().toEqualTypeOf<
    keyof ReadingFields | 'share' | 'rate' | 'smooth' | 'filled'
  >();
  expectTypeOf<FieldsOf<typeof conditioned>['filled']['isNullable']>().toEqualTypeOf<true>();
});

test('without such a field, and by sorting, the fields stay as they are', () => {
  const inPlace = readings.through(
    sortWithin({ withinMs: 1 }),
    fillMissing({ field: 'value', method: 'linear', timestamp: 'timestamp' }),
    normalize({ field: 'value', method: 'z-score', scale: fitScale([1, 2]) }),
  );
  expectTypeOf<FieldsOf<typeof inPlace>>().toEqualTypeOf<ReadingFields>();
});

test('a field that is not there, or of another kind, does not compile', () => {
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(ewma({ field: 'valeu', into: 'smooth', alpha: 0.1 }));
  // @ts-expect-error: the field 'sensorId' is dictionary
  readings.through(rateOfChange({ field: 'sensorId', into: 'rate' }));
  // @ts-expect-error: the field 'count' is int32, and this stage reads dictionary
  readings.through(ewma({ field: 'value', into: 'smooth', alpha: 0.1, by: 'count' }));
  // @ts-expect-error: the field 'count' is int32: it is not written in place
  readings.through(normalize({ field: 'count', method: 'range' }));
  // @ts-expect-error: so it is with gaps, unless readings are left out
  readings.through(fillMissing({ field: 'count', method: 'constant', value: 1 }));
  readings.through(fillMissing({ field: 'count', method: 'drop' }));
  // @ts-expect-error: there is no field 'at' here
  readings.through(sortWithin({ withinMs: 1, timestamp: 'at' }));
  // @ts-expect-error: the field 'sensorId' is dictionary
  readings.through(rolling({ field: 'sensorId', into: 'most', statistic: 'max', window: 3 }));
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(rollingAverage({ field: 'valeu', into: 'mean', window: 3 }));
  // @ts-expect-error: there is no field 'sensor' here
  readings.through(alarms({ field: 'value', above: 1, by: 'sensor' }));
});

test('options of another method do not compile', () => {
  // @ts-expect-error: a z-score has a mean and a deviation
  normalize({ field: 'value', method: 'z-score', scale: { min: 0, max: 1 } });
  // @ts-expect-error: a z-score is not mapped onto a span
  normalize({ field: 'value', method: 'z-score', to: [0, 1] });
  // @ts-expect-error: a half-life is counted on event time
  ewma({ field: 'value', into: 'smooth', halfLifeMs: 5 });
  // @ts-expect-error: one or the other
  ewma({ field: 'value', into: 'smooth', halfLifeMs: 5, timestamp: 'timestamp', alpha: 0.5 });
  // @ts-expect-error: a line is drawn in time
  fillMissing({ field: 'value', method: 'linear' });
  // @ts-expect-error: a constant has a value
  fillMissing({ field: 'value', method: 'constant' });
  // @ts-expect-error: a week is none of its units
  rateOfChange({ field: 'value', into: 'rate', per: 'week' });
});

test('an option that there is not does not compile', () => {
  // @ts-expect-error: it is above
  thresholdFilter({ field: 'value', abov: 1 });
  // @ts-expect-error: it is clearAbove
  alarms({ field: 'value', above: 1, clearAbov: 1 });
  // @ts-expect-error: it is windowMs, and not of an average
  rollingAverage({ field: 'value', into: 'mean', window: 3, windowMs: 1 });
  // @ts-expect-error: it is atLeast
  rolling({ field: 'value', into: 'most', statistic: 'max', window: 3, atleast: 2 });
  // @ts-expect-error: it is intervalMs
  throttle({ interval: 1 });
});
