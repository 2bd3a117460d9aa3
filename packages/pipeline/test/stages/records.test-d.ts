import { defineRecord, field } from '@pipe/records';
import { multiply } from '@pipe/records/kernels';
import { expectTypeOf, test } from 'vitest';
import {
  cast,
  deduplicate,
  derive,
  filter,
  flatMap,
  fromRecords,
  lookup,
  type Pipeline,
  pipeline,
  project,
  rename,
  sample,
  throttle,
} from '../../src/index.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
  count: field.int32(),
});
const reads = Reading.fields;
const readings = pipeline('a').from(fromRecords(Reading, []));

type FieldsOf<P extends Pipeline> = NonNullable<P['fields']>;
type ReadingFields = (typeof Reading)['fields'];

test('derive knows the record that its function gets, and adds a nullable number', () => {
  const derived = readings.through(
    derive({
      into: 'ratio',
      reads,
      compute: (record) => {
        expectTypeOf(record.value).toEqualTypeOf<number | null>();
        expectTypeOf(record.sensorId).toEqualTypeOf<string>();
        return record.count;
      },
    }),
    derive({
      into: 'percent',
      reads: { ratio: field.float64().nullable() },
      columns: (batch, into) => multiply(batch.column('ratio'), 100, batch.selection, into),
    }),
  );
  expectTypeOf<keyof FieldsOf<typeof derived>>().toEqualTypeOf<keyof ReadingFields | 'ratio' | 'percent'>();
  expectTypeOf<FieldsOf<typeof derived>['percent']['kind']>().toEqualTypeOf<'float64'>();
  expectTypeOf<FieldsOf<typeof derived>['percent']['isNullable']>().toEqualTypeOf<true>();
});

test('what stages keep', () => {
  const filtered = readings.through(filter({ reads, where: ({ count }) => count > 1 }));
  expectTypeOf<FieldsOf<typeof filtered>>().toEqualTypeOf<ReadingFields>();
  const fewer = readings.through(
    deduplicate({ by: ['sensorId', 'timestamp', 'count'], withinMs: 1, timestamp: 'timestamp' }),
    deduplicate({ by: ['value'] }),
    sample({ every: 2, by: 'sensorId' }),
    sample({ probability: 0.5 }),
    throttle({ intervalMs: 5, by: 'sensorId' }),
  );
  expectTypeOf<FieldsOf<typeof fewer>>().toEqualTypeOf<ReadingFields>();
  const projected = readings.through(project({ fields: ['value', 'sensorId'] }));
  expectTypeOf<FieldsOf<typeof projected>>().toEqualTypeOf<Pick<ReadingFields, 'value' | 'sensorId'>>();
});

test('fields get other names and kinds, and stay nullable where they were', () => {
  const changed = readings.through(
    rename({ fields: { value: 'celsius', sensorId: 'sensor' } }),
    cast({ fields: { celsius: 'int16', count: 'dictionary' } }),
    sample({ every: 2, by: 'count' }),
  );
  type Changed = FieldsOf<typeof changed>;
  expectTypeOf<keyof Changed>().toEqualTypeOf<'sensor' | 'timestamp' | 'celsius' | 'count'>();
  expectTypeOf<Changed['celsius']['kind']>().toEqualTypeOf<'int16'>();
  expectTypeOf<Changed['celsius']['isNullable']>().toEqualTypeOf<true>();
  expectTypeOf<Changed['count']['isNullable']>().toEqualTypeOf<false>();
  expectTypeOf<Changed['timestamp']>().toEqualTypeOf<ReadingFields['timestamp']>();
});

test('other records are made, and fields looked up', () => {
  const Event = defineRecord('Event', { what: field.dictionary(), level: field.float64() });
  const places = new Map([['a', { place: 'hall' }]]);
  const adds = { place: field.dictionary() };
  const events = readings.through(
    flatMap({
      reads,
      makes: Event,
      map: ({ sensorId, value }) => (value === null ? [] : [{ what: sensorId, level: value }]),
    }),
    lookup({ by: 'what', adds, from: places }),
  );
  expectTypeOf<keyof FieldsOf<typeof events>>().toEqualTypeOf<'what' | 'level' | 'place'>();
  expectTypeOf<FieldsOf<typeof events>['place']['isNullable']>().toEqualTypeOf<true>();
  const known = readings.through(lookup({ by: 'sensorId', adds, from: places, missing: 'drop' }));
  expectTypeOf<FieldsOf<typeof known>['place']['isNullable']>().toEqualTypeOf<false>();
});

test('a field that is not there, or of another kind, does not compile', () => {
  // @ts-expect-error: the function has no field 'valeu' to read
  derive({ into: 'out', reads, compute: ({ valeu }) => valeu });
  // @ts-expect-error: a function of a record gives a number or null
  derive({ into: 'out', reads, compute: ({ sensorId }) => sensorId });
  // @ts-expect-error: one function or the other
  derive({ into: 'out', reads, compute: () => 1, columns: () => {} });
  const value = field.float64();
  // @ts-expect-error: there is no field 'offset' here
  readings.through(derive({ into: 'out', reads: { offset: value }, compute: ({ offset }) => offset }));
  // @ts-expect-error: the field 'count' is int32, and this stage reads float64
  readings.through(filter({ reads: { count: value }, where: ({ count }) => count > 0 }));
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(project({ fields: ['valeu'] }));
  // @ts-expect-error: 'count' has been left out
  readings.through(project({ fields: ['value'] }), project({ fields: ['count'] }));
  // @ts-expect-error: there is no field 'sensor' here
  readings.through(deduplicate({ by: ['sensor'] }));
  // @ts-expect-error: the field 'value' is float64, and this stage reads timestamp
  readings.through(deduplicate({ by: ['count'], withinMs: 5, timestamp: 'value' }));
  // @ts-expect-error: event time is read from a field
  deduplicate({ by: ['count'], withinMs: 5 });
  // @ts-expect-error: one way or the other
  sample({ every: 5, probability: 0.5 });
  // @ts-expect-error: the field 'count' is int32, and this stage reads dictionary
  readings.through(sample({ every: 5, by: 'count' }));
  // @ts-expect-error: there is no field 'at' here
  readings.through(throttle({ intervalMs: 5, timestamp: 'at' }));
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(rename({ fields: { valeu: 'value' } }));
  // @ts-expect-error: 'value' has another name by then
  readings.through(rename({ fields: { value: 'celsius' } }), project({ fields: ['value'] }));
  // @ts-expect-error: there is no field 'valeu' here
  readings.through(cast({ fields: { valeu: 'int8' } }));
  // @ts-expect-error: nothing is cast to bytes
  cast({ fields: { value: 'binary' } });
  const adds = { place: field.dictionary() };
  // @ts-expect-error: the field 'count' is int32, and this stage reads dictionary
  readings.through(lookup({ by: 'count', adds, from: new Map([['a', { place: 'hall' }]]) }));
  // @ts-expect-error: a place is text
  lookup({ by: 'sensorId', adds, from: new Map([['a', { place: 5 }]]) });
  // @ts-expect-error: one way or the other
  lookup({ by: 'sensorId', adds });
  // @ts-expect-error: a reading has no 'sensor'
  flatMap({ reads, makes: Reading, map: ({ sensor }) => [sensor] });
  // @ts-expect-error: this is no reading
  flatMap({ reads, makes: Reading, map: ({ sensorId }) => [{ sensorId }] });
});
