import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineRecord, field, type RecordBatch } from '../src/index.ts';
import * as namespace from '../src/kernels.ts';

/** By name, for tests that go through all of them. */
const kernels = { ...namespace };

const fields = {
  key: field.dictionary({ limit: 256 }).nullable(),
  dense: field.float64(),
  maybe: field.float64().nullable(),
  small: field.int8(),
  narrow: field.float32().nullable(),
  wide: field.uint32(),
  result: field.float64().nullable(),
};
const Numbers = defineRecord('Numbers', fields);
type Batch = RecordBatch<typeof fields>;
type Row = ReturnType<Batch['at']>;

const number = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
  fc.constantFrom(
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    5e-324,
    -5e-324,
    1e308,
    0.1,
  ),
  fc.double(),
);
const limit = number;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });

/** Rows around the sizes at which bytes of a bitmap, vectors and batches end; the four sizes of every fast path. */
const size = fc.oneof(fc.constantFrom(0, 1, 2, 7, 8, 9, 511, 2048), fc.nat({ max: 40 }));

const batches: fc.Arbitrary<Batch> = size.chain((rows) =>
  fc
    .tuple(
      fc.array(
        fc.record({
          key: maybe(fc.constantFrom('a', 'b', 'c')),
          dense: number,
          maybe: maybe(number),
          small: fc.integer({ min: -128, max: 127 }),
          narrow: maybe(fc.float()),
          wide: fc.nat(),
        }),
        // Long batches repeat a few rows: what matters is where rows end, not how they differ.
        { minLength: Math.min(rows, 40), maxLength: Math.min(rows, 40) },
      ),
      fc.option(fc.infiniteStream(fc.boolean()), { nil: undefined }),
    )
    .map(([some, keep]) => {
      const batch = Numbers.batch(Math.max(rows, 1));
      for (let row = 0; row < rows; row++) batch.append(some[row % some.length]);
      if (keep !== undefined) batch.select(() => keep.next().value);
      return batch;
    }),
);

const numeric = ['dense', 'maybe', 'small', 'narrow', 'wide'] as const;
const columns = fc.constantFrom(...numeric);
type Numeric = (typeof numeric)[number];

/** The rows in play with their numbers, one object each: what every kernel is compared with. */
function rowsOf(batch: Batch): { readonly number: number; readonly row: Row }[] {
  const numbers = batch.selection ?? Uint32Array.from({ length: batch.length }, (_, row) => row);
  return batch.toRows().map((row, index) => ({ number: numbers[index], row }));
}

const valuesOf = (batch: Batch, name: Numeric): number[] =>
  rowsOf(batch).flatMap(({ row }) => (row[name] === null ? [] : [row[name]]));

describe('rows that pass', () => {
  const comparisons = {
    greaterThan: (value: number, bound: number) => value > bound,
    atLeast: (value: number, bound: number) => value >= bound,
    lessThan: (value: number, bound: number) => value < bound,
    atMost: (value: number, bound: number) => value <= bound,
    equalTo: (value: number, bound: number) => value === bound,
    notEqualTo: (value: number, bound: number) => value !== bound,
  };
  for (const [name, compare] of Object.entries(comparisons)) {
    test(`${name} is the comparison of each value that is not null`, () => {
      fc.assert(
        fc.property(batches, columns, limit, (batch, column, bound) => {
          const into = new Uint32Array(batch.length + 1);
          const passing = kernels[name as keyof typeof comparisons](
            batch.column(column),
            bound,
            batch.selection,
            into,
          );
          const expected = rowsOf(batch).filter(
            ({ row }) => row[column] !== null && compare(row[column], bound),
          );
          expect(Array.from(into.subarray(0, passing))).toEqual(expected.map(({ number }) => number));
        }),
      );
    });
  }

  test('between includes both ends', () => {
    fc.assert(
      fc.property(batches, columns, limit, limit, (batch, column, low, high) => {
        const into = new Uint16Array(batch.length + 1);
        const passing = kernels.between(batch.column(column), low, high, batch.selection, into);
        const expected = rowsOf(batch).filter(({ row }) => {
          const value = row[column];
          return value !== null && value >= low && value <= high;
        });
        expect(Array.from(into.subarray(0, passing))).toEqual(expected.map(({ number }) => number));
      }),
    );
  });

  test('inSet finds members, also the codes of a dictionary', () => {
    fc.assert(
      fc.property(batches, columns, fc.array(number, { maxLength: 4 }), (batch, column, members) => {
        const into = new Uint16Array(batch.length);
        const passing = kernels.inSet(batch.column(column), members, batch.selection, into);
        const wanted = new Set(members);
        const expected = rowsOf(batch).filter(({ row }) => row[column] !== null && wanted.has(row[column]));
        expect(Array.from(into.subarray(0, passing))).toEqual(expected.map(({ number }) => number));
        const code = batch.dictionary('key').find('a');
        const keyed = kernels.inSet(batch.column('key'), [code], batch.selection, into);
        expect(keyed).toBe(rowsOf(batch).filter(({ row }) => row.key === 'a').length);
      }),
    );
  });

  test('and, or, not are those of sets', () => {
    const rows = fc
      .uniqueArray(fc.nat({ max: 60 }), { maxLength: 40 })
      .map((some) => Uint16Array.from(some).sort());
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const into = new Uint16Array(128);
        const got = (count: number) => Array.from(into.subarray(0, count));
        expect(got(kernels.and(left, right, into))).toEqual(
          Array.from(left).filter((row) => right.includes(row)),
        );
        const union = Array.from(new Set([...left, ...right])).sort((a, b) => a - b);
        expect(got(kernels.or(left, right, into))).toEqual(union);
        const others = Array.from({ length: 61 }, (_, row) => row).filter((row) => !left.includes(row));
        expect(got(kernels.not(left, 61, into))).toEqual(others);
      }),
    );
  });
});

describe('arithmetic', () => {
  const operations = {
    add: (a: number, b: number) => a + b,
    subtract: (a: number, b: number) => a - b,
    multiply: (a: number, b: number) => a * b,
    divide: (a: number, b: number) => a / b,
  };
  for (const [name, compute] of Object.entries(operations)) {
    test(`${name} writes the rows in play, null where an operand is null, and no other row`, () => {
      fc.assert(
        fc.property(batches, columns, fc.oneof(columns, number), (batch, left, right) => {
          const target = batch.writable('result');
          const operand = typeof right === 'number' ? right : batch.column(right);
          kernels[name as keyof typeof operations](batch.column(left), operand, batch.selection, target);
          const inPlay = new Set(rowsOf(batch).map(({ number }) => number));
          for (let row = 0; row < batch.length; row++) {
            if (!inPlay.has(row)) expect(batch.isNull('result', row)).toBe(true);
          }
          for (const { row } of rowsOf(batch)) {
            const a = row[left];
            const b = typeof right === 'number' ? right : row[right];
            expect(row.result).toBe(a === null || b === null ? null : compute(a, b));
          }
        }),
      );
    });
  }
});

describe('aggregates', () => {
  const reference = {
    count: (values: number[]) => values.length,
    sum: (values: number[]) =>
      values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0),
    mean: (values: number[]) =>
      values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0) / values.length,
    min: (values: number[]) => (values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b))),
    max: (values: number[]) => (values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b))),
  };
  for (const [name, compute] of Object.entries(reference)) {
    test(`${name} is that of the values in play that are not null`, () => {
      fc.assert(
        fc.property(batches, columns, (batch, column) => {
          const got = kernels[name as keyof typeof reference](batch.column(column), batch.selection);
          // The sum of nothing but -0 begins at 0.
          expect(got === 0 ? 0 : got).toBe(zero(compute(valuesOf(batch, column))));
        }),
      );
    });

    test(`${name}By is the ${name} of each key`, () => {
      fc.assert(
        fc.property(batches, columns, (batch, column) => {
          const dictionary = batch.dictionary('key');
          const got = kernels[`${name as keyof typeof reference}By`](
            batch.column(column),
            batch.column('key'),
            dictionary.size,
            batch.selection,
          );
          for (const [code, key] of dictionary.texts.entries()) {
            const values = rowsOf(batch).flatMap(({ row }) =>
              row.key === key && row[column] !== null ? [row[column]] : [],
            );
            expect(zero(got[code])).toBe(zero(compute(values) ?? Number.NaN));
          }
        }),
      );
    });
  }

  const finite = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 0, maxLength: 50 });

  test('variance is the mean square distance over n - 1, also where squares would cancel', () => {
    fc.assert(
      fc.property(finite, fc.constantFrom(0, 1e9), (some, offset) => {
        const values = some.map((value) => value + offset);
        const got = kernels.variance(Float64Array.from(values), undefined);
        const perKey = kernels.varianceBy(
          Float64Array.from(values),
          new Uint8Array(values.length),
          1,
          undefined,
        )[0];
        if (values.length < 2) {
          expect([got, perKey]).toEqual([undefined, Number.NaN]);
          return;
        }
        const average = values.reduce((a, b) => a + b) / values.length;
        const expected = values.reduce((a, b) => a + (b - average) ** 2, 0) / (values.length - 1);
        const tolerance = 1e-6 * (1 + expected);
        expect(Math.abs((got ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance);
        expect(perKey).toBe(got);
      }),
    );
  });
});

const zero = (value: number | undefined): number | undefined => (value === 0 ? 0 : value);
