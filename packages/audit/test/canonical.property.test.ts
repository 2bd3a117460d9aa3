import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AuditError, Withheld } from '../src/index.ts';
import { decodeCanonical, encodeCanonical } from '../src/reporters.ts';

const leaf = fc.oneof(
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Infinity, undefined, null, true),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('$', '$$', '$number', '$Map', '__proto__', 'constructor'),
  fc.bigInt(),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(new Withheld('redacted'), new Withheld('digest', 'abc', 'salt')),
  fc.float64Array({ maxLength: 3 }),
  fc.bigInt64Array({ maxLength: 3 }),
);
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('$', '$$', '$number', '$Map', '__proto__', 'constructor', '0'),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('array'), tie('object'), tie('map'), tie('set')),
  array: fc.array(tie('value'), { maxLength: 4 }),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
  map: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
  set: fc.array(tie('value'), { maxLength: 3 }).map((values) => new Set(values)),
}));

test('whatever data goes in comes back: BigInt, NaN, -0, undefined, Map, Set, Date, awkward keys', () => {
  fc.assert(
    fc.property(value, (original) => {
      expect(isDeepStrictEqual(decodeCanonical(encodeCanonical(original)), original)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the encoding of what comes back is the same text, so different data has different text', () => {
  fc.assert(
    fc.property(value, (original) => {
      const text = encodeCanonical(original);
      expect(encodeCanonical(decodeCanonical(text))).toBe(text);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point.
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
    }),
    { numRuns: 1000 },
  );
});

test('the order of keys makes no difference', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name }), (entries) => {
      expect(encodeCanonical(Object.fromEntries(entries.toReversed()))).toBe(
        encodeCanonical(Object.fromEntries(entries)),
      );
    }),
  );
});

test('trap: JSON equates NaN with null, drops undefined, empties maps and forgets -0', () => {
  const confusable = [
    null,
    Number.NaN,
    undefined,
    -0,
    0,
    '0',
    0n,
    {},
    [],
    new Map(),
    new Set(),
    new Date(0),
    { $undefined: 'undefined' },
    { $Map: [] },
  ];
  const texts = confusable.map((each) => encodeCanonical([each]));
  expect(new Set(texts).size).toBe(confusable.length);
});

test('cycles, functions, symbols, errors and instances are told in words', () => {
  class Point {
    x = 1;
  }
  const cycle: Record<string, unknown> = { f: Number, s: Symbol('s'), p: new Point(), e: new TypeError('t') };
  cycle.self = { cycle };
  expect(encodeCanonical(cycle)).toBe(
    '{"e":{"$TypeError":{"message":"t"}},"f":{"$function":"Number"},"p":{"$Point":{"x":1}},"s":{"$symbol":"Symbol(s)"},"self":{"cycle":{"$cycle":2}}}',
  );
  expect(decodeCanonical(encodeCanonical(cycle))).toEqual({
    e: { message: 't' },
    f: '[function Number]',
    p: { x: 1 },
    s: 'Symbol(s)',
    self: { cycle: '[cycle 2]' },
  });
});

test('text that is not in the encoding is refused, and pollutes no prototype', () => {
  expect(() => decodeCanonical('{')).toThrow(AuditError);
  expect(() => decodeCanonical('{"$bigint":"x"}')).toThrow(AuditError);
  expect(() => decodeCanonical('{"$Map":5}')).toThrow(AuditError);
  const decoded = decodeCanonical('{"__proto__":{"admin":true}}') as object;
  expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
  expect(Object.hasOwn(decoded, '__proto__')).toBe(true);
});
