import fc from 'fast-check';
import { defineRecord, field, type RecordOf } from '../src/index.ts';

/** A field of every kind, nullable and not. */
export const allKinds = {
  int8: field.int8(),
  int16: field.int16().nullable(),
  int32: field.int32(),
  int64: field.int64({ as: 'bigint' }).nullable(),
  safe: field.int64(),
  uint8: field.uint8().nullable(),
  uint16: field.uint16(),
  uint32: field.uint32().nullable(),
  uint64: field.uint64({ as: 'bigint' }),
  float32: field.float32().nullable(),
  float64: field.float64(),
  maybe: field.float64().nullable(),
  bool: field.bool().nullable(),
  timestamp: field.timestamp(),
  later: field.timestamp().nullable(),
  dictionary: field.dictionary({ limit: 256 }),
  unit: field.dictionary().nullable(),
  utf8: field.utf8(),
  note: field.utf8().nullable(),
  binary: field.binary(3).nullable(),
};

export const AllKinds = defineRecord('AllKinds', allKinds);
export type AllKinds = RecordOf<typeof AllKinds>;

const edges = [
  0,
  -0,
  1,
  -1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  1.7e308,
];
const text = fc.oneof(
  fc.constantFrom('', 'a', 'boiler-1', 'ß', '温度', '🌡️', '\u0000', '\ufeffbom', '__proto__'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const double = fc.oneof(fc.constantFrom(...edges), fc.double());
const bytes = fc.uint8Array({ minLength: 3, maxLength: 3 });
const time = fc.oneof(fc.integer({ min: -1e12, max: 2e12 }), fc.constantFrom(0, 0.5, 1.7e12 + 0.25));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });

/** A whole row of {@link AllKinds}. */
export const allKindsRow: fc.Arbitrary<AllKinds> = fc.record({
  int8: fc.integer({ min: -128, max: 127 }),
  int16: maybe(fc.integer({ min: -32_768, max: 32_767 })),
  int32: fc.integer(),
  int64: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  safe: fc.maxSafeInteger(),
  uint8: maybe(fc.integer({ min: 0, max: 255 })),
  uint16: fc.integer({ min: 0, max: 65_535 }),
  uint32: maybe(fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  float32: maybe(fc.float()),
  float64: double,
  maybe: maybe(double),
  bool: maybe(fc.boolean()),
  timestamp: time,
  later: maybe(time),
  dictionary: fc.constantFrom('a', 'b', 'c', '温度', ''),
  unit: maybe(text),
  utf8: text,
  note: maybe(text),
  binary: maybe(bytes),
});

/** Row counts at which words, bytes of bitmaps and capacities begin and end. */
export const boundarySize = fc.oneof(
  fc.constantFrom(0, 1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65),
  fc.nat({ max: 70 }),
);

/** Rows by the number of a boundary. */
export const allKindsRows = boundarySize.chain((size) =>
  fc.array(allKindsRow, { minLength: size, maxLength: size }),
);
