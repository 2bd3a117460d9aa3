import { describe, expect, test } from 'vitest';
import {
  between,
  type Check,
  changesOf,
  defineAudited,
  finite,
  integer,
  invariant,
  monotonic,
  nonNegative,
  oneOf,
  rule,
  transaction,
} from '../src/index.ts';
import { brief, refusalOf } from './support/changes.ts';

function assign<Value>(check: Check<Value> | readonly Check<Value>[], from: Value, to: unknown): string {
  const settings = defineAudited({ value: from }, { value: { check } });
  try {
    settings.value = to as Value;
    return 'applied';
  } catch (error) {
    return (error as { rule: string }).rule;
  }
}

test.each([
  [nonNegative, [0, 1, Infinity], [-1, -Infinity, Number.NaN, undefined], 'nonNegative'],
  [finite, [0, -1.5], [Infinity, Number.NaN, '1'], 'finite'],
  [integer, [0, -3, 2 ** 53], [0.5, Number.NaN, '1'], 'integer'],
  [between(1, 3), [1, 2, 3], [0.999, 3.001, Number.NaN], 'between(1, 3)'],
  [oneOf(1, Number.NaN), [1, Number.NaN], [2, '1'], 'oneOf(1, NaN)'],
  [monotonic, [1, 2, Infinity], [0, Number.NaN], 'monotonic'],
])('the rule %o', (check, passing, failing, name) => {
  for (const value of passing) expect(assign<number>(check, 1, value)).toBe('applied');
  for (const value of failing) expect(assign<number>(check, 1, value)).toBe(name);
});

describe('a check', () => {
  test('may be several rules: the first that fails is named', () => {
    expect(assign([finite, nonNegative], 1, -1)).toBe('nonNegative');
    expect(assign([finite, nonNegative], 1, Number.NaN)).toBe('finite');
  });

  test('passes by true alone', () => {
    const truthy = rule<number>('truthy', (value) => value === 1 || (1 as never));
    expect(assign(truthy, 1, 2)).toBe('truthy');
  });

  test('that throws refuses, with its message and its error', () => {
    const cause = new RangeError('too warm');
    const settings = defineAudited(
      { value: 0 },
      {
        value: {
          check: rule<number>('cool', (value) => {
            if (value > 0) throw cause;
            return true;
          }),
        },
      },
    );
    const error = refusalOf(() => {
      settings.value = 1;
    });
    expect(error).toMatchObject({ rule: 'cool', cause });
    expect(error.message).toContain('Refused by the rule cool (too warm)');
  });

  test('that is asynchronous refuses and says why, and its failure is no unhandled one', () => {
    const settings = defineAudited(
      { value: 0 },
      {
        value: {
          check: rule<number>('slow', (value) => value === 0 || (Promise.reject(new Error('late')) as never)),
        },
      },
    );
    expect(
      refusalOf(() => {
        settings.value = 1;
      }).message,
    ).toContain('a rule has to answer at once');
  });

  test('may be a Standard Schema, whose issues are told', () => {
    const schema = {
      '~standard': {
        version: 1,
        vendor: 'acme',
        validate: (value: unknown) =>
          typeof value === 'number'
            ? { value }
            : { issues: [{ message: 'not a number' }, { message: 'really' }] },
      },
    } as const;
    const settings = defineAudited({ value: 0 as unknown }, { value: { check: schema } });
    settings.value = 1;
    const error = refusalOf(() => {
      settings.value = 'x';
    });
    expect(error).toMatchObject({ rule: 'acme schema', proposedValue: 'x' });
    expect(error.message).toContain('(not a number; really)');
  });

  test('that is an asynchronous Standard Schema refuses and says why', () => {
    const schema = { '~standard': { version: 1, vendor: 'acme', validate: async () => ({ value: 1 }) } };
    expect(refusalOf(() => defineAudited({ value: 0 }, { value: { check: schema } })).message).toContain(
      'answer at once',
    );
  });

  test('sees the old value, which is undefined for the initial one', () => {
    const seen: unknown[] = [];
    const check = rule<number>('seen', (_value, oldValue) => seen.push(oldValue) > 0);
    const settings = defineAudited({ value: 1 }, { value: { check } });
    settings.value = 2;
    expect(seen).toEqual([undefined, 1]);
  });
});

describe('an invariant', () => {
  const make = () => {
    class Range {
      declare low: number;
      declare high: number;
      constructor(low: number, high: number) {
        this.low = low;
        this.high = high;
      }
    }
    const Audited = defineAudited(Range, { low: {}, high: {} });
    invariant(
      Range,
      rule('low ≤ high', (range: Range) => range.low <= range.high),
    );
    class Narrow extends Audited {}
    invariant(
      Narrow,
      rule('narrow', (range: Range) => range.high - range.low < 10),
    );
    return { Range, Narrow };
  };

  test('holds after every change, across attributes; what breaks it is undone and logged', () => {
    const { Range } = make();
    const range = new Range(1, 5);
    const error = refusalOf(() => {
      range.low = 6;
    });
    expect(error).toMatchObject({ attribute: 'low', proposedValue: 6, rule: 'low ≤ high' });
    expect(range.low).toBe(1);
    expect([...changesOf(range)].map(brief).at(-1)).toEqual(['low', 1, 6, 'rejected']);
  });

  test('holds of initial values too, once it can be judged', () => {
    const { Range } = make();
    expect(refusalOf(() => new Range(2, 1))).toMatchObject({ rule: 'low ≤ high', attribute: 'high' });
  });

  test('of a base class holds of subclasses, and not the other way round', () => {
    const { Range, Narrow } = make();
    expect(refusalOf(() => new Narrow(0, 20)).rule).toBe('narrow');
    expect(refusalOf(() => new Narrow(2, 1)).rule).toBe('low ≤ high');
    expect(new Range(0, 20).high).toBe(20);
  });

  test('is judged at the end of a transaction', () => {
    const { Range } = make();
    const range = new Range(1, 2);
    transaction(range, () => {
      range.low = 11;
      range.high = 12;
    });
    expect([range.low, range.high]).toEqual([11, 12]);
  });

  test('that throws refuses', () => {
    class Fragile {
      declare value: number;
    }
    defineAudited(Fragile, { value: {} });
    invariant(
      Fragile,
      rule('fragile', () => {
        throw new Error('broken');
      }),
    );
    expect(
      refusalOf(() => {
        new Fragile().value = 1;
      }).message,
    ).toContain('Refused by the rule fragile (broken)');
  });
});
