import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { isString, type Member, method, property, protocol } from '../src/index.ts';
import { editDistance } from '../src/internal/edit-distance.ts';
import { referenceDistance, referenceVerdict } from './reference.ts';

const keys = ['alpha', 'beta', 'Alpha', 'constructor', Symbol.iterator] as const;
type Key = (typeof keys)[number];

let touched = 0;
const touch = () => {
  touched += 1;
  throw new Error('touched');
};
afterEach(() => {
  touched = 0;
});

const slot: fc.Arbitrary<PropertyDescriptor> = fc.oneof(
  fc
    .constantFrom<unknown[]>(
      () => {},
      (_a: unknown) => {},
      (_a: unknown, _b: unknown) => {},
      async () => {},
      async (_a: unknown, _b: unknown) => {},
      function* () {},
      async function* (_a: unknown) {},
      class {},
      function Old() {},
      Math.max,
      Number,
      'text',
      42,
      null,
      undefined,
      {},
    )
    .map((value) => ({ value, configurable: true, writable: true })),
  fc.constant({ get: touch, configurable: true }),
  fc.constant({ set: touch, configurable: true }),
);

const slots = fc.array(fc.tuple(fc.constantFrom(...keys), slot), { maxLength: 4 });
type Slots = [Key, PropertyDescriptor][];

const member: fc.Arbitrary<Member> = fc
  .tuple(
    fc.oneof(
      fc
        .record(
          {
            arity: fc.integer({ min: 0, max: 2 }),
            kind: fc.constantFrom('sync', 'async', 'generator', 'async-generator'),
          },
          { requiredKeys: [] },
        )
        .map((options) => method(options as object)),
      fc.constantFrom(property(), property(isString)),
    ),
    fc.boolean(),
  )
  .map(([asked, required]): Member => (required ? asked : asked.optional()));

const members = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), member), {
  minLength: 1,
  selector: ([key]) => key,
});

/** How a layer is wrapped: not at all, or in a Proxy that is honest, refuses, or leads astray. */
const wrapping = fc.constantFrom(
  ...(['plain', 'plain', 'plain', 'transparent', 'revoked', 'throwing', 'cyclic', 'ever new'] as const),
);

const layers = fc.array(fc.tuple(slots, wrapping), { minLength: 1, maxLength: 5 });
const root = fc.constantFrom(null, Object.prototype, Array.prototype, Function.prototype);

function build(
  chain: [Slots, typeof wrapping extends fc.Arbitrary<infer W> ? W : never][],
  base: object | null,
) {
  return chain.reduce<object | null>((prototype, [own, wrap]) => {
    const layer = Object.create(prototype);
    for (const [key, descriptor] of own) Object.defineProperty(layer, key, descriptor);
    return wrapped(layer, wrap);
  }, base) as object;
}

function wrapped(target: object, wrap: string): object {
  const endless = (): object => new Proxy(target, { getPrototypeOf: endless });
  switch (wrap) {
    case 'transparent':
      return new Proxy(target, {});
    case 'revoked': {
      const { proxy, revoke } = Proxy.revocable(target, {});
      revoke();
      return proxy;
    }
    case 'throwing':
      return new Proxy(target, { getOwnPropertyDescriptor: touchless, ownKeys: touchless });
    case 'cyclic': {
      const proxy: object = new Proxy(target, { getPrototypeOf: () => proxy });
      return proxy;
    }
    case 'ever new':
      return endless();
    default:
      return target;
  }
}

function touchless(): never {
  throw new Error('trap');
}

function verify(value: unknown, asked: [Key, Member][]): void {
  const Asked = protocol('Asked', Object.fromEntries(asked));
  agree(Asked, value, asked);
}

function agree(Asked: ReturnType<typeof protocol>, value: unknown, asked: [Key, Member][]): void {
  // The order in which an object lists its own keys: texts, then symbols.
  const ordered = [...asked].sort(
    ([a], [b]) => Number(typeof a === 'symbol') - Number(typeof b === 'symbol'),
  );
  const expected = ordered.map(([key, one]) => referenceVerdict(value, key, one));
  const conforms = expected.every((verdict) => verdict === 'ok' || verdict === 'unverified');
  // Twice: the second answer is the remembered one.
  expect([Asked.is(value), Asked.is(value), value instanceof Asked]).toEqual([conforms, conforms, conforms]);
  expect(Asked.verdicts(value).map(({ verdict }) => verdict)).toEqual(expected);
  const result = Asked.check(value);
  expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(
    expected.filter((verdict) => verdict !== 'ok' && verdict !== 'unverified'),
  );
  expect(Asked.is(value)).toBe(conforms);
}

test('objects, Proxies and prototype chains: as the slow reference has it, and nothing is touched', () => {
  fc.assert(
    fc.property(layers, root, members, (chain, base, asked) => {
      verify(build(chain, base), asked);
      expect(touched).toBe(0);
    }),
    { numRuns: 2000 },
  );
});

test('instances of one class, each with properties of its own: as the slow reference has it', () => {
  fc.assert(
    fc.property(
      layers,
      root,
      members,
      fc.array(slots, { minLength: 2, maxLength: 4 }),
      (chain, base, asked, instances) => {
        const prototype = build(chain, base);
        const Asked = protocol('Asked', Object.fromEntries(asked));
        for (const own of instances) {
          const instance = Object.create(prototype);
          for (const [key, descriptor] of own) Object.defineProperty(instance, key, descriptor);
          agree(Asked, instance, asked);
        }
        expect(touched).toBe(0);
      },
    ),
    { numRuns: 1000 },
  );
});

test('anything at all: as the slow reference has it', () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  fc.assert(fc.property(anything, members, verify), { numRuns: 1000 });
});

test('Proxies whose traps answer anything: no question throws or hangs', () => {
  const answer = fc.constantFrom<unknown[]>(
    undefined,
    null,
    {},
    [],
    { value: 1, configurable: true },
    { get: touch, configurable: true },
    Object.prototype,
    'text',
    touchless,
  );
  const traps = fc.record(
    { getPrototypeOf: answer, getOwnPropertyDescriptor: answer, ownKeys: answer, has: answer, get: answer },
    { requiredKeys: [] },
  );
  const targets = fc.constantFrom<(() => object)[]>(
    () => ({}),
    () => () => {},
    () => class {},
    () => Object.freeze({ alpha() {} }),
  );
  fc.assert(
    fc.property(targets, traps, members, fc.boolean(), (target, answers, asked, nested) => {
      const handler = Object.fromEntries(
        Object.entries(answers).map(([trap, given]) => [trap, given === touchless ? touchless : () => given]),
      );
      const proxy = new Proxy(target(), handler);
      const value = nested ? Object.create(proxy) : proxy;
      const Asked = protocol('Asked', Object.fromEntries(asked), { static: { from: method().optional() } });
      const result = Asked.check(value);
      expect(Asked.is(value)).toBe(result.ok);
      expect(Asked.verdicts(value)).toHaveLength(asked.length + 1);
      expect(touched).toBe(0);
    }),
    { numRuns: 2000 },
  );
});

test('hints: whatever the names, none throws, and none is given for what is there', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.dictionary(
        fc.string(),
        fc.constant(() => {}),
      ),
      (name, value) => {
        const Asked = protocol('Asked', { [name]: method() });
        const result = Asked.check(value);
        expect(result.ok).toBe(Object.hasOwn(value, name));
      },
    ),
  );
});

test('the edit distance: as the full matrix has it, up to the limit', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (from, to, limit) => {
      const distance = editDistance(from, to, limit);
      const expected = referenceDistance(from, to);
      if (expected <= limit) expect(distance).toBe(expected);
      else expect(distance).toBeGreaterThan(limit);
    }),
    { numRuns: 5000 },
  );
});
