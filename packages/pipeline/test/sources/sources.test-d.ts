import { defineRecord, field } from '@pipe/records';
import { expectTypeOf, test } from 'vitest';
import {
  forEach,
  fromAsyncIterable,
  fromInterval,
  fromIterable,
  fromReadableStream,
  fromRecords,
  merge,
  type Pipeline,
  pipeline,
  type Source,
  thresholdFilter,
  timed,
  toReadableStream,
} from '../../src/index.ts';

const Reading = defineRecord('Reading', { sensorId: field.dictionary(), value: field.float64().nullable() });
type Fields = (typeof Reading)['fields'];

async function* sensor() {
  yield { sensorId: 'a', value: 1 };
}

test('every source has the fields of its record type', () => {
  expectTypeOf(fromIterable(Reading, [Reading.batch(), { sensorId: 'a' }])).toEqualTypeOf<Source<Fields>>();
  expectTypeOf(fromAsyncIterable(Reading, sensor)).toEqualTypeOf<Source<Fields>>();
  expectTypeOf(fromInterval(Reading, 10, () => undefined)).toEqualTypeOf<Source<Fields>>();
  expectTypeOf(merge(fromRecords(Reading, []), fromAsyncIterable(Reading, sensor()))).toEqualTypeOf<
    Source<Fields>
  >();
  const merged = pipeline('a').from(merge(fromRecords(Reading, []), fromAsyncIterable(Reading, sensor())));
  expectTypeOf<NonNullable<(typeof merged)['fields']>>().toEqualTypeOf<Fields>();
  merged.through(thresholdFilter({ field: 'value', above: 1 })) satisfies Pipeline;
});

test('a record of another shape does not compile', () => {
  // @ts-expect-error: the value is a number
  fromIterable(Reading, [{ sensorId: 'a', value: 'hot' }]);
  // @ts-expect-error: there is no sensorId
  fromInterval(Reading, 10, () => ({ value: 1 }));
  // @ts-expect-error: no stream of records
  fromReadableStream(Reading, new ReadableStream<string>());
  // @ts-expect-error: what is read at regular times cannot be replayed
  fromInterval(Reading, 10, () => undefined, { replayable: true });
});

test('rows have the type that one says', () => {
  forEach<{ value: number }>((row) => expectTypeOf(row.value).toEqualTypeOf<number>());
  expectTypeOf(toReadableStream<{ value: number }>().readable).toEqualTypeOf<
    ReadableStream<{ value: number }>
  >();
});

test('timed leaves a method its type, and is for methods only', () => {
  class Parser {
    @timed
    parse(text: string): number {
      return text.length;
    }

    @timed({ clock: performance })
    async wait(): Promise<string> {
      return '';
    }

    // @ts-expect-error: a field is no method
    @timed
    field = 1;
  }
  expectTypeOf<Parser['parse']>().toEqualTypeOf<(text: string) => number>();
  expectTypeOf<Parser['wait']>().toEqualTypeOf<() => Promise<string>>();
});
