import { describe, expect, test } from 'vitest';
import { implementing, isString, method, ProtocolError, property, protocol, union } from '../src/index.ts';

const Source = protocol('Source', { stream: method({ arity: 1 }), close: method().optional() });

/** What plain JavaScript may pass. */
const anything = (value: unknown) => value as never;

describe('a definition that makes no sense is refused at once', () => {
  test.each<[title: string, define: () => unknown, message: string]>([
    ['no name', () => protocol('', { a: method() }), "A protocol name is expected, found ''"],
    ['a blank name', () => protocol(' ', { a: method() }), "A protocol name is expected, found ' '"],
    [
      'a name that is no text',
      () => protocol(anything(1), { a: method() }),
      'A protocol name is expected, found 1',
    ],
    ['no members', () => protocol('Empty', {}), 'A member of Empty is expected, found undefined'],
    [
      'members that are no object',
      () => protocol('Odd', anything(null)),
      'An object with the members of Odd is expected, found null',
    ],
    [
      'a member that is none',
      () => protocol('Odd', anything({ stream() {} })),
      'method() or property() for stream of Odd is expected, found stream()',
    ],
    [
      'a member called for by type',
      () => protocol('Odd', anything({ name: String })),
      'method() or property() for name of Odd is expected, found String(a)',
    ],
    [
      'a static member that is none',
      () => protocol('Odd', { a: method() }, { static: anything({ from: 1 }) }),
      'method() or property() for from of Odd is expected, found 1',
    ],
    [
      'a protocol for members',
      () => protocol('Odd', anything(Source)),
      'An object with the members of Odd is expected, found a plain object',
    ],
    ['an arity below nought', () => method({ arity: -1 }), 'An arity of 0 or more is expected, found -1'],
    ['half an argument', () => method({ arity: 0.5 }), 'An arity of 0 or more is expected, found 0.5'],
    [
      'arity and parameters at odds',
      () => method({ arity: 2, parameters: ['a'] }),
      'An arity of 1 is expected, found 2',
    ],
    [
      'an unknown kind',
      () => method({ kind: anything('asynchronous') }),
      "A kind of sync,async,generator,async-generator is expected, found 'asynchronous'",
    ],
    ['an inherited kind', () => method({ kind: anything('toString') }), 'A kind of'],
    [
      'a check that answers later',
      () => property(anything(async () => true)),
      'A synchronous guard or schema is expected, found async ()',
    ],
    [
      'a class for a check',
      () => property(anything(class Guard {})),
      'A synchronous guard or schema is expected, found class Guard',
    ],
    [
      'null for a check',
      () => property(anything(null)),
      'A synchronous guard or schema is expected, found null',
    ],
    [
      'a repeated member',
      () => Source.extend('Twice', { stream: method({ arity: 1 }) }),
      'Twice repeats stream(a) of Source: leave it out',
    ],
    [
      'a member made optional',
      () => Source.extend('Less', { stream: method({ arity: 1 }).optional() }),
      'Less repeats stream(a) of Source: leave it out',
    ],
    [
      'another arity',
      () => Source.extend('Other', { stream: method({ arity: 2 }) }),
      'Other cannot ask for both stream(a) of Source and stream(a, b) of Other',
    ],
    [
      'another type',
      () => Source.extend('Other', { stream: property() }),
      'Other cannot ask for both stream(a) of Source and stream of Other',
    ],
    [
      'an extension by a protocol',
      () => Source.extend('Both', anything(Source)),
      'An object with the members of Both is expected',
    ],
    [
      'an extension without a name',
      () => Source.extend('', { open: method() }),
      'A protocol name is expected',
    ],
    [
      'a union of what is no protocol',
      () => union('Both', Source, anything({ stream: method() })),
      'A protocol is expected, found a plain object',
    ],
    ['a union of nothing', () => union('None'), 'A member of None is expected'],
    [
      'to implement what is no protocol',
      () => implementing(anything(class Source {})),
      'A protocol is expected, found class Source',
    ],
    [
      'to decorate what is no class',
      () => implementing(Source)(anything(() => {})),
      'A class is expected, found ()',
    ],
    [
      'to register what is no class',
      () => Source.register(anything({})),
      'A class is expected, found a plain object',
    ],
  ])('%s', (_title, define, message) => {
    expect(define).toThrow(message);
    expect(define).toThrow(ProtocolError);
    expect(define).toThrow(
      expect.objectContaining({
        code: 'invalid-use',
        issues: [expect.objectContaining({ code: 'invalid-use' })],
      }),
    );
  });
});

describe('composition', () => {
  const Closing = protocol('Closing', { close: method() });

  test('an extension asks for its own members and those it has from its parent', () => {
    const Batches = Source.extend('Batches', { size: property() });
    expect(Batches.is({ stream() {} })).toBe(false);
    expect(Batches.is({ stream() {}, size: 1 })).toBe(true);
    expect(Batches.check({})).toMatchObject({
      issues: [
        { protocol: 'Source', member: 'stream' },
        { protocol: 'Batches', member: 'size' },
      ],
    });
    expect(Source.is({ stream() {} })).toBe(true);
  });

  test('an extension may require what was optional', () => {
    const Closed = Source.extend('Closed', { close: method() });
    expect(Closed.check({ stream() {} })).toMatchObject({
      issues: [{ protocol: 'Closed', member: 'close' }],
    });
  });

  test('a union asks for everything, of what is shared the stricter', () => {
    const Both = union('Both', Source, Closing);
    expect(Both.check({})).toMatchObject({
      issues: [
        { protocol: 'Source', member: 'stream' },
        { protocol: 'Closing', member: 'close' },
      ],
    });
    expect(union('Same', Closing, Source).describe().members).toHaveLength(2);
  });

  test('a union shares what its parts have from one parent', () => {
    const guard = property(isString);
    const Named = protocol('Named', { name: guard });
    const One = Named.extend('One', { one: method() });
    const Two = Named.extend('Two', { two: method() });
    expect(union('Diamond', One, Two).is({ name: 'x', one() {}, two() {} })).toBe(true);
  });

  test('parts that contradict each other are named', () => {
    const Sink = protocol('Sink', { stream: method({ arity: 2, kind: 'async' }) });
    expect(() => union('Duplex', Source, Sink)).toThrow(
      'Duplex cannot ask for both stream(a) of Source and async stream(a, b) of Sink',
    );
  });

  test('a static member and one of the instance may have the same name', () => {
    const Both = protocol('Both', { from: method() }, { static: { from: method() } });
    class Good {
      static from() {}
      from() {}
    }
    expect(Both.is(new Good())).toBe(true);
  });
});

describe('describe()', () => {
  const Described = protocol(
    'Described',
    {
      stream: method({ parameters: ['options'], kind: 'async-generator' }),
      name: property(isString).optional(),
      [Symbol.asyncDispose]: method({ arity: 0 }),
      [Symbol('own')]: property(),
    },
    { static: { from: method() }, call: method({ arity: 1 }) },
  );

  test('gives the protocol as plain data', () => {
    const common = { protocol: 'Described', place: 'instance', required: true };
    expect(Described.describe()).toStrictEqual({
      name: 'Described',
      members: [
        {
          ...common,
          member: 'stream',
          type: 'method',
          kind: 'async-generator',
          arity: 1,
          parameters: ['options'],
          signature: 'async *stream(options)',
        },
        { ...common, member: 'name', type: 'property', required: false, signature: 'name: isString' },
        {
          ...common,
          member: '[Symbol.asyncDispose]',
          type: 'method',
          arity: 0,
          signature: '[Symbol.asyncDispose]()',
        },
        { ...common, member: '[Symbol(own)]', type: 'property', signature: '[Symbol(own)]' },
        { ...common, member: 'from', type: 'method', place: 'static', signature: 'static from(...args)' },
        { ...common, type: 'method', place: 'call', arity: 1, signature: '(a)' },
      ],
    });
  });

  test('survives JSON and structured cloning unchanged', () => {
    const description = Described.describe();
    expect(JSON.parse(JSON.stringify(description))).toStrictEqual(description);
    expect(structuredClone(description)).toStrictEqual(description);
  });

  test('is a copy', () => {
    const { members } = Described.describe();
    (members as unknown[]).length = 0;
    expect(Described.describe().members).toHaveLength(6);
  });
});

test('a protocol cannot be changed', () => {
  expect(Object.isFrozen(Source)).toBe(true);
  expect(Object.isFrozen(method())).toBe(true);
  const parameters = ['options'];
  const member = method({ parameters });
  parameters.push('more');
  expect(member.parameters).toEqual(['options']);
});

test('its functions need no `this`', () => {
  const { is, check, assert } = Source;
  expect([{ stream() {} }, {}].filter(is)).toHaveLength(1);
  expect(check({}).ok).toBe(false);
  expect(() => assert({})).toThrow(ProtocolError);
});
