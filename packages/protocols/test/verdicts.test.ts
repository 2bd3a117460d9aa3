import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { isString, type Member, method, property, protocol, type Verdict } from '../src/index.ts';

const throws = (message: string) => (): never => {
  throw new Error(message);
};

class Base {
  get inheritedGetter() {
    return throws('touched')();
  }
  inherited(_first: unknown) {}
}

class Derived extends Base {
  static from() {}
  own(_first: unknown, _second: unknown) {}
}

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const endless: object = new Proxy({}, { getPrototypeOf: () => endless });

interface Case {
  readonly title: string;
  readonly value: unknown;
  readonly member: Member;
  readonly verdict: Verdict;
}

/** The member is called `member` everywhere. */
const withMember = (member: unknown) => ({ member });

const cases: Case[] = [
  // Presence
  { title: 'own method', value: { member() {} }, member: method(), verdict: 'ok' },
  { title: 'nothing', value: {}, member: method(), verdict: 'missing' },
  { title: 'nothing, optional', value: {}, member: method().optional(), verdict: 'ok' },
  {
    title: 'undefined, optional',
    value: withMember(undefined),
    member: method().optional(),
    verdict: 'ok',
  },
  { title: 'null, optional', value: withMember(null), member: method().optional(), verdict: 'wrong-kind' },
  { title: 'undefined', value: withMember(undefined), member: method(), verdict: 'wrong-kind' },
  { title: 'without prototype', value: Object.create(null), member: method(), verdict: 'missing' },
  {
    title: 'own, without prototype',
    value: Object.assign(Object.create(null), { member() {} }),
    member: method(),
    verdict: 'ok',
  },
  { title: 'null', value: null, member: method(), verdict: 'wrong-kind' },
  {
    title: 'undefined value, all optional',
    value: undefined,
    member: method().optional(),
    verdict: 'wrong-kind',
  },
  // Callability
  { title: 'a text', value: withMember('function'), member: method(), verdict: 'wrong-kind' },
  { title: 'an object', value: withMember({ call() {} }), member: method(), verdict: 'wrong-kind' },
  { title: 'a class', value: withMember(class {}), member: method(), verdict: 'wrong-kind' },
  {
    title: 'a frozen class',
    value: withMember(Object.freeze(class {})),
    member: method(),
    verdict: 'wrong-kind',
  },
  {
    title: 'a class of another realm',
    value: withMember(runInNewContext('class A {}; A')),
    member: method(),
    verdict: 'wrong-kind',
  },
  { title: 'an old constructor', value: withMember(function Old() {}), member: method(), verdict: 'ok' },
  {
    title: 'a frozen function',
    value: withMember(Object.freeze(function old() {})),
    member: method(),
    verdict: 'ok',
  },
  {
    title: 'a built-in function with a fixed prototype',
    value: withMember(Number),
    member: method(),
    verdict: 'ok',
  },
  { title: 'an arrow', value: withMember(() => {}), member: method(), verdict: 'ok' },
  { title: 'a bound function', value: withMember(Derived.from.bind(null)), member: method(), verdict: 'ok' },
  {
    title: 'a Proxy of a function',
    value: withMember(new Proxy(() => {}, {})),
    member: method(),
    verdict: 'ok',
  },
  {
    title: 'a revoked function Proxy',
    value: withMember(revokedFunction()),
    member: method(),
    verdict: 'unreadable',
  },
  // Arity: advisory, as defaults and rest hide parameters
  { title: 'fewer parameters', value: withMember(() => {}), member: method({ arity: 1 }), verdict: 'ok' },
  {
    title: 'as many parameters',
    value: withMember((_: unknown) => {}),
    member: method({ arity: 1 }),
    verdict: 'ok',
  },
  {
    title: 'more parameters',
    value: withMember((_a: unknown, _b: unknown) => {}),
    member: method({ arity: 1 }),
    verdict: 'wrong-arity',
  },
  {
    title: 'any number of parameters',
    value: withMember((_a: unknown, _b: unknown) => {}),
    member: method(),
    verdict: 'ok',
  },
  {
    title: 'more parameters, by a default',
    value: withMember((_a: unknown, _b = 1) => {}),
    member: method({ arity: 1 }),
    verdict: 'ok',
  },
  {
    title: 'more parameters, by a rest',
    value: withMember((_a: unknown, ..._rest: unknown[]) => {}),
    member: method({ arity: 1 }),
    verdict: 'ok',
  },
  {
    title: 'a bound parameter',
    value: withMember(((_a: unknown, _b: unknown) => {}).bind(null, 1)),
    member: method({ arity: 1 }),
    verdict: 'ok',
  },
  {
    title: 'arity by parameter names',
    value: withMember((_a: unknown, _b: unknown) => {}),
    member: method({ parameters: ['a'] }),
    verdict: 'wrong-arity',
  },
  {
    title: 'a length that is a getter',
    value: withMember(Object.defineProperty(() => {}, 'length', { get: throws('touched') })),
    member: method({ arity: 0 }),
    verdict: 'ok',
  },
  // Kinds
  ...kindCases(),
  // Properties
  { title: 'a property', value: withMember('text'), member: property(isString), verdict: 'ok' },
  { title: 'a property, refused', value: withMember(1), member: property(isString), verdict: 'wrong-kind' },
  { title: 'a property, missing', value: {}, member: property(isString), verdict: 'missing' },
  {
    title: 'a property, optional and missing',
    value: {},
    member: property(isString).optional(),
    verdict: 'ok',
  },
  {
    title: 'a property, optional and refused',
    value: withMember(1),
    member: property(isString).optional(),
    verdict: 'wrong-kind',
  },
  { title: 'a property without a check', value: withMember(undefined), member: property(), verdict: 'ok' },
  {
    title: 'a property whose check throws',
    value: withMember(1),
    member: property(throws('check')),
    verdict: 'wrong-kind',
  },
  {
    title: 'a property whose check is truthy but not true',
    value: withMember(1),
    member: property(() => 1 as never),
    verdict: 'wrong-kind',
  },
  {
    title: 'a property on the prototype',
    value: Object.create({ member: 'text' }),
    member: property(isString),
    verdict: 'ok',
  },
  {
    title: 'a property on the prototype, refused',
    value: Object.create({ member: 1 }),
    member: property(isString),
    verdict: 'wrong-kind',
  },
  {
    title: 'an own property hides a good one',
    value: Object.create({ member: 'text' }, { member: { value: 1 } }),
    member: property(isString),
    verdict: 'wrong-kind',
  },
  // Accessors
  {
    title: 'an own getter',
    value: Object.defineProperty({}, 'member', { get: throws('touched') }),
    member: method(),
    verdict: 'unverified',
  },
  {
    title: 'an own getter, optional',
    value: Object.defineProperty({}, 'member', { get: throws('touched') }),
    member: property(isString).optional(),
    verdict: 'unverified',
  },
  {
    title: 'a setter alone',
    value: Object.defineProperty({}, 'member', { set() {} }),
    member: method(),
    verdict: 'wrong-kind',
  },
  {
    title: 'a setter alone, optional',
    value: Object.defineProperty({}, 'member', { set() {} }),
    member: method().optional(),
    verdict: 'ok',
  },
  // Proxies
  { title: 'a transparent Proxy', value: new Proxy({ member() {} }, {}), member: method(), verdict: 'ok' },
  { title: 'a revoked Proxy', value: revoked.proxy, member: method(), verdict: 'unreadable' },
  {
    title: 'a revoked Proxy, optional',
    value: revoked.proxy,
    member: method().optional(),
    verdict: 'unreadable',
  },
  {
    title: 'a Proxy that throws',
    value: new Proxy({}, { getOwnPropertyDescriptor: throws('trap') }),
    member: method(),
    verdict: 'unreadable',
  },
  { title: 'a Proxy whose prototype is itself', value: endless, member: method(), verdict: 'unreadable' },
  { title: 'a Proxy with ever new prototypes', value: everNew(), member: method(), verdict: 'unreadable' },
  // Primitives
  { title: 'a number', value: 1, member: method(), verdict: 'missing' },
];

test.each(cases)('$title: $verdict', ({ value, member, verdict }) => {
  const Asked = protocol('Asked', { member });
  expect(Asked.verdicts(value)).toEqual([
    { protocol: 'Asked', member: 'member', place: 'instance', verdict },
  ]);
  const passes = verdict === 'ok' || verdict === 'unverified';
  expect(Asked.is(value)).toBe(passes);
  expect(value instanceof Asked).toBe(passes);
  expect(Asked.check(value)).toMatchObject(
    passes ? { ok: true } : { ok: false, issues: [{ code: verdict }] },
  );
});

describe('along the prototype chain', () => {
  const Both = protocol('Both', {
    own: method({ arity: 2 }),
    inherited: method({ arity: 1 }),
    inheritedGetter: property(isString),
  });

  test('own and inherited members are found', () => {
    expect(Both.verdicts(new Derived()).map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'unverified']);
  });

  test('`Object.prototype` is nobody’s own: what it has by birth satisfies nothing', () => {
    const Printable = protocol('Printable', { toString: method(), constructor: method() });
    expect(Printable.verdicts({}).map(({ verdict }) => verdict)).toEqual(['missing', 'missing']);
    expect(Printable.is({ toString: () => '', constructor: () => {} })).toBe(true);
    expect(Printable.verdicts(runInNewContext('({})')).map(({ verdict }) => verdict)).toEqual([
      'missing',
      'missing',
    ]);
  });
});

describe('static members', () => {
  const Made = protocol('Made', { own: method() }, { static: { from: method({ arity: 1 }) } });

  test('are looked for on the class of the value', () => {
    expect(Made.is(new Derived())).toBe(true);
    expect(Made.verdicts({ own() {} })).toMatchObject([
      { verdict: 'ok' },
      { place: 'static', verdict: 'missing' },
    ]);
  });

  test('are inherited by subclasses', () => {
    expect(Made.is(new (class extends Derived {})())).toBe(true);
  });

  test('follow an own constructor property', () => {
    expect(Made.is(Object.defineProperty(new Derived(), 'constructor', { value: class {} }))).toBe(false);
    expect(Made.is(Object.defineProperty(new Derived(), 'constructor', { value: 1 }))).toBe(false);
  });

  test('do not call a getter for the constructor', () => {
    const value = Object.defineProperty(new Derived(), 'constructor', { get: throws('touched') });
    expect(Made.is(value)).toBe(false);
  });
});

function kindCases(): Case[] {
  const functions = {
    sync: () => {},
    async: async () => {},
    generator: function* () {},
    'async-generator': async function* () {},
  };
  const foreign = {
    async: runInNewContext('(async () => {})'),
    generator: runInNewContext('(function* () {})'),
    'async-generator': runInNewContext('(async function* () {})'),
  };
  const kinds = Object.keys(functions) as (keyof typeof functions)[];
  return [
    ...kinds.flatMap((asked) =>
      kinds.map(
        (given): Case => ({
          title: `${asked} asked, ${given} given`,
          value: withMember(functions[given]),
          member: method({ kind: asked }),
          verdict: asked === given ? 'ok' : 'wrong-kind',
        }),
      ),
    ),
    ...Object.entries(foreign).map(
      ([kind, value]): Case => ({
        title: `${kind} of another realm`,
        value: withMember(value),
        member: method({ kind: kind as keyof typeof foreign }),
        verdict: 'ok',
      }),
    ),
    {
      title: 'async, bound',
      value: withMember(functions.async.bind(null)),
      member: method({ kind: 'async' }),
      verdict: 'ok',
    },
    {
      title: 'a plain function that says it is async',
      value: withMember(Object.assign(() => {}, { [Symbol.toStringTag]: 'AsyncFunction' })),
      member: method({ kind: 'async' }),
      verdict: 'wrong-kind',
    },
    {
      title: 'a function without prototype',
      value: withMember(Object.setPrototypeOf(() => {}, null)),
      member: method({ kind: 'sync' }),
      verdict: 'ok',
    },
  ];
}

function revokedFunction(): unknown {
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  return proxy;
}

function everNew(): object {
  return new Proxy({}, { getPrototypeOf: everNew });
}
