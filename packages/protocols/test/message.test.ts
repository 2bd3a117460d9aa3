import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type AssertOptions, isString, method, ProtocolError, property, protocol } from '../src/index.ts';

const Component = protocol('Component', {
  [Symbol.asyncDispose]: method({ arity: 0 }),
  name: property(isString),
});
const Source = Component.extend('Source', {
  stream: method({ parameters: ['options'], kind: 'async-generator' }),
  commit: method({ parameters: ['position'] }).optional(),
});
const Stream = protocol('Stream', { stream: method({ arity: 1 }) });

/** The message with which a value is refused. */
function messageOf(
  value: unknown,
  asked: Pick<typeof Stream, 'assert'> = Stream,
  options?: AssertOptions,
): string {
  try {
    asked.assert(value, options);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The value passes.');
}

function hintOf(value: unknown, asked: Pick<typeof Stream, 'check'> = Stream): string | undefined {
  const result = asked.check(value);
  return result.ok ? undefined : result.issues[0]?.hint;
}

test('the message names everything, under the protocol that declares it, and gives stubs to paste', () => {
  class SteamSource {
    name = 42;
    *steam() {}
    commit(_position: unknown, _force: boolean) {}
  }
  expect(messageOf(new SteamSource(), Source as never, { as: 'sources[0]' })).toBe(
    `sources[0] (an instance of SteamSource) does not satisfy Source:

  Component
    name: isString           found 42
    [Symbol.asyncDispose]()  found nothing

  Source
    async *stream(options)   found nothing; it has steam: did you mean stream?
    commit(position)         found commit(a, b)

  To start from:

    [Symbol.asyncDispose]() {
      throw new Error('not implemented');
    }

    async *stream(options) {
      throw new Error('not implemented');
    }`,
  );
});

test('the stubs make an incomplete class complete', () => {
  const Wide = Source.extend('Wide', { 'content-type': method(), $end: method({ kind: 'async' }) });
  const result = Wide.check({});
  const stubs = result.ok ? [] : result.issues.map(({ stub }) => stub);
  const Pasted = runInNewContext(`class Pasted {\n${stubs.join('\n')}\n}; Pasted`);
  expect(Wide.check(new Pasted())).toMatchObject({
    ok: false,
    issues: [{ member: 'name', found: 'undefined' }],
  });
});

test.each<[string, unknown, string | undefined]>([
  ['a misspelling', { sream() {} }, 'it has sream: did you mean stream?'],
  ['swapped letters', { straem() {} }, 'it has straem: did you mean stream?'],
  ['other case', { STREAM() {} }, 'it has STREAM: did you mean stream?'],
  [
    'a symbol instead of a text',
    { [Symbol('stream')]() {} },
    'it has [Symbol(stream)]: did you mean stream?',
  ],
  [
    'a static method',
    new (class {
      static stream() {}
      run() {}
    })(),
    'its stream is static',
  ],
  [
    'a private method',
    new (class {
      #stream() {}
      run() {
        this.#stream();
      }
    })(),
    'its #stream is private',
  ],
  [
    'an inherited misspelling',
    new (class extends class {
      straem() {}
    } {})(),
    'it has straem: did you mean stream?',
  ],
  [
    'the class instead of an instance',
    class {
      stream() {}
    },
    'pass an instance, not the class',
  ],
  ['a promise', Promise.resolve({ stream() {} }), 'await the promise first'],
  ['the nearest of several', { strea() {}, streams() {}, steams() {} }, 'it has strea: did you mean stream?'],
  ['too far away', { read() {} }, undefined],
  ['a long list', Array(100_000), undefined],
  ['a long text', 'x'.repeat(100_000), undefined],
  ['a long column', new Float64Array(100_000), undefined],
])('near miss: %s', (_title, value, hint) => {
  expect(hintOf(value)).toBe(hint);
});

describe('near misses of other kinds', () => {
  test('a text instead of a symbol, and a symbol of the same name', () => {
    const Closing = protocol('Closing', { [Symbol.asyncDispose]: method() });
    const meant = 'did you mean [Symbol.asyncDispose]?';
    expect(hintOf({ asyncDispose() {} }, Closing)).toBe(`it has asyncDispose: ${meant}`);
    expect(hintOf({ '@@asyncDispose'() {} }, Closing)).toBe(`it has '@@asyncDispose': ${meant}`);
    expect(hintOf({ [Symbol('Symbol.asyncDispose')]() {} }, Closing)).toBe(
      `it has [Symbol.asyncDispose]: ${meant}`,
    );
  });

  test('a member that should be static', () => {
    const Made = protocol('Made', {}, { static: { from: method() } });
    expect(
      hintOf(
        new (class {
          from() {}
        })(),
        Made,
      ),
    ).toBe('its from is not static');
    expect(
      hintOf(
        new (class {
          static form() {}
          run() {}
        })(),
        Made,
      ),
    ).toBe('it has form: did you mean from?');
  });

  test('what is asked for itself is not meant for another', () => {
    const Two = protocol('Two', { open: method(), opens: method() });
    expect(hintOf({ open() {} }, Two)).toBeUndefined();
  });

  test('what every function has is not static', () => {
    expect(hintOf(new (class {})(), protocol('Handler', { apply: method() }))).toBeUndefined();
  });
});

describe('what was found', () => {
  const Named = protocol('Named', { name: property(isString) });
  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [-1.5, '-1.5'],
    [2n, '2'],
    [true, 'true'],
    [Symbol.iterator, 'Symbol(Symbol.iterator)'],
    [{}, 'a plain object'],
    [Object.create(null), 'a plain object'],
    [[1], 'an instance of Array'],
    [new Map(), 'an instance of Map'],
    [class Pump {}, 'class Pump'],
    [async function* flow(_a: unknown) {}, 'async *flow(a)'],
    [() => {}, '()'],
  ])('%s', (value, found) => {
    expect(Named.check({ name: value })).toMatchObject({ issues: [{ found }] });
  });

  test('a revoked Proxy', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(Named.check({ name: proxy })).toMatchObject({ issues: [{ found: 'something unreadable' }] });
  });

  test('the reason a check gives', () => {
    const check = {
      version: 1,
      vendor: 'test',
      validate: () => ({ issues: [{ message: 'too\nshort' }] }),
    } as const;
    const Checked = protocol('Checked', { name: property({ '~standard': check }) });
    expect(Checked.check({ name: '' })).toMatchObject({
      issues: [{ hint: 'too\\u{a}short', expected: 'name: checked' }],
    });
  });

  test('never the text of a class', () => {
    const secret = 'password';
    class Leaky {
      key = secret;
      steam() {}
    }
    for (const value of [Leaky, new Leaky(), { stream: Leaky }])
      expect(messageOf(value)).not.toContain('password');
  });
});

describe('text of others', () => {
  const forged = 'x\n  Source\n    stream()\u202e\u2028\u0007\ud800';

  test('cannot forge a line or hide', () => {
    const Class = { [forged]: class {} }[forged] as new () => object;
    const asked = protocol(forged, { [forged]: method(), other: property(isString) });
    const message = messageOf(Object.assign(new Class(), { other: forged }), asked as never);
    expect(message).not.toMatch(/[^\P{C}\n]/u);
    expect(message.split('\n').filter((line) => line.startsWith('  Source'))).toEqual([]);
    expect(message).toContain('\\u{a}');
  });

  test('is cut off', () => {
    const long = 'x'.repeat(10_000);
    const members = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${long}${i}`, method()]));
    const message = messageOf({}, protocol(long, members) as never);
    expect(message.length).toBeLessThan(10_000);
  });
});

describe('ProtocolError', () => {
  const error = new ProtocolError('unsatisfied', [], () => 'rendered');

  test('is a TypeError with a code and issues, be it one or many', () => {
    for (const value of [{}, { name: '', async *stream() {}, async [Symbol.asyncDispose](_a: unknown) {} }]) {
      try {
        Source.assert(value);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(TypeError);
        expect(thrown).toMatchObject({
          name: 'ProtocolError',
          code: 'unsatisfied',
          issues: expect.any(Array),
        });
      }
    }
  });

  test('puts its message together once, when it is read', () => {
    let rendered = 0;
    const lazy = new ProtocolError('unsatisfied', [], () => `rendered ${++rendered}`);
    expect(rendered).toBe(0);
    expect([lazy.message, lazy.message]).toEqual(['rendered 1', 'rendered 1']);
  });

  test('has the message atop its stack, and lets both be set', () => {
    expect(error.stack).toMatch(/^ProtocolError: rendered\n\s+at /);
    const other = new ProtocolError('unsatisfied', [], () => 'rendered');
    other.message = 'set';
    expect(other.message).toBe('set');
    expect(String(error)).toBe('ProtocolError: rendered');
  });

  test('has the cause of what is unreadable', () => {
    const cause = new Error('trap');
    const hostile = new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw cause;
        },
      },
    );
    expect(() => Stream.assert(hostile)).toThrow(expect.objectContaining({ cause }));
  });

  test('has subclasses that stay nominal', () => {
    class Own extends ProtocolError {}
    expect(error).not.toBeInstanceOf(Own);
    expect(new Own('unsatisfied', [], () => '')).toBeInstanceOf(Own);
    expect(new Own('unsatisfied', [], () => '')).toBeInstanceOf(ProtocolError);
  });
});
