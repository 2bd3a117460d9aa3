import { defineRecord, field } from '@pipe/records';
import { expectTypeOf, test } from 'vitest';
import {
  fromRecords,
  type Pipeline,
  pipeline,
  sessionWindow,
  slidingWindow,
  tumblingWindow,
} from '../../src/index.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
  status: field.int32(),
});
const readings = pipeline('a').from(fromRecords(Reading, []));

type FieldsOf<P extends Pipeline> = NonNullable<P['fields']>;

const aggregates = { mean: { mean: 'value' }, n: 'count', worst: { max: 'status' } } as const;

test('the output has the key, the limits of the window, and a field for each aggregate', () => {
  const windows = readings.through(tumblingWindow({ aggregates, by: 'sensorId', everyMs: 60_000 }));
  type Windows = FieldsOf<typeof windows>;
  expectTypeOf<keyof Windows>().toEqualTypeOf<'sensorId' | 'start' | 'end' | 'mean' | 'n' | 'worst'>();
  expectTypeOf<Windows['n']['isNullable']>().toEqualTypeOf<false>();
  expectTypeOf<Windows['mean']['isNullable']>().toEqualTypeOf<true>();
  expectTypeOf<Windows['start']['kind']>().toEqualTypeOf<'timestamp'>();
});

test('windows that overlap have the fields of those that do not', () => {
  const options = { aggregates, by: 'sensorId', everyMs: 1_000 } as const;
  const sliding = readings.through(slidingWindow({ ...options, sizeMs: 2_000 }));
  const tumbling = readings.through(tumblingWindow(options));
  expectTypeOf<FieldsOf<typeof sliding>>().toEqualTypeOf<FieldsOf<typeof tumbling>>();
});

test('updates have a state, and windows over all records no key', () => {
  const updates = readings.through(tumblingWindow({ aggregates, everyMs: 1, emit: 'updates', updateMs: 1 }));
  expectTypeOf<keyof FieldsOf<typeof updates>>().toEqualTypeOf<
    'state' | 'start' | 'end' | 'mean' | 'n' | 'worst'
  >();
});

test('a field that is not there, or of another kind, does not compile', () => {
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(tumblingWindow({ aggregates: { mean: { mean: 'valeu' } }, everyMs: 1 }));
  // @ts-expect-error: the field 'sensorId' is dictionary
  readings.through(tumblingWindow({ aggregates: { low: { min: 'sensorId' } }, everyMs: 1 }));
  // @ts-expect-error: the field 'status' is int32, and this stage reads dictionary
  readings.through(tumblingWindow({ aggregates: { n: 'count' }, by: 'status', everyMs: 1 }));
  // @ts-expect-error: there is no statistic 'average'
  tumblingWindow({ aggregates: { mean: { average: 'value' } }, everyMs: 1 });
  // @ts-expect-error: windows have a field 'sensorId' already
  tumblingWindow({ aggregates: { sensorId: 'count' }, by: 'sensorId', everyMs: 1 });
  // @ts-expect-error: windows have a field 'start' already
  slidingWindow({ aggregates: { start: { first: 'timestamp' } }, sizeMs: 2, everyMs: 1 });
  // @ts-expect-error: windows have a field 'sensorId' already
  sessionWindow({ aggregates: { n: 'count', sensorId: { max: 'value' } }, by: 'sensorId', gapMs: 1 });
  // @ts-expect-error: a quantile has a share
  tumblingWindow({ aggregates: { median: { quantile: 'value' } }, everyMs: 1 });
});
