import { afterEach, describe, expect, test } from 'vitest';
import { isString, method, property, protocol } from '../src/index.ts';

const Source = protocol(
  'Source',
  { stream: method({ arity: 1, kind: 'sync' }), name: property(isString), close: method().optional() },
  { static: { open: method() } },
);

describe('law 9: looking is not touching', () => {
  test('no getter runs, neither of the value nor of its class', () => {
    let touched = 0;
    const touch = () => {
      touched += 1;
      throw new Error('touched');
    };
    class Shy {
      get stream() {
        return touch();
      }
      get name() {
        return touch();
      }
      get close() {
        return touch();
      }
      static get open() {
        return touch();
      }
    }
    const value = new Shy();
    expect(Source.is(value)).toBe(true);
    expect(Source.verdicts(value).map(({ verdict }) => verdict)).toEqual(Array(4).fill('unverified'));
    expect(Source.assert(value)).toBe(value);
    expect(Source['~standard'].validate(value)).toEqual({ value });
    expect(Source.register(Shy)).toBe(Shy);
    expect(touched).toBe(0);
  });

  test('no getter of a method runs, nor the method', () => {
    const stream = () => {
      throw new Error('touched');
    };
    for (const key of ['name', 'length', 'bind', 'toString', Symbol.toStringTag])
      Object.defineProperty(stream, key, { get: stream, configurable: true });
    expect(Source.check({ stream })).toMatchObject({
      ok: false,
      issues: [{ member: 'name' }, { member: 'open' }],
    });
  });

  test('no getter runs on the way to an error', () => {
    class Wary {
      static get from() {
        return touch();
      }
      get steam() {
        return touch();
      }
    }
    const touch = (): never => {
      throw new Error('touched');
    };
    Object.defineProperty(Wary, 'name', { get: touch });
    Object.defineProperty(Wary.prototype, 'then', { get: touch });
    Object.defineProperty(Wary.prototype, 'constructor', { get: touch });
    expect(() => Source.assert(new Wary())).toThrow('it has steam: did you mean stream?');
  });

  test('of a Proxy only traps run that look', () => {
    const trapped = new Set<string>();
    const handler = new Proxy(
      {},
      {
        get(_target, trap) {
          trapped.add(String(trap));
          return undefined;
        },
      },
    );
    Source.check(new Proxy({ stream() {} }, handler));
    expect([...trapped].sort()).toEqual(['getOwnPropertyDescriptor', 'getPrototypeOf', 'ownKeys']);
  });
});

describe('a polluted `Object.prototype`', () => {
  const polluted: PropertyKey[] = [];
  const pollute = (key: PropertyKey, value: unknown) => {
    polluted.push(key);
    Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true });
  };
  afterEach(() => {
    for (const key of polluted.splice(0)) Reflect.deleteProperty(Object.prototype, key);
  });

  test('satisfies nothing', () => {
    const Polluted = protocol('Polluted', { stream: method() });
    pollute('stream', () => {});
    for (const value of [
      {},
      [],
      () => {},
      class {},
      new Map(),
      'text',
      1,
      Object.create({}),
      Object.prototype,
    ]) {
      expect(Polluted.is(value)).toBe(false);
      expect(Polluted.check(value).ok).toBe(false);
    }
    expect(Polluted.check(Object.create(null)).ok).toBe(false);
  });

  test('lends descriptors nothing', () => {
    const Strict = protocol('Strict', { stream: method(), name: property(isString) });
    const values = {
      data: { stream: undefined, name: 1 },
      setters: Object.defineProperties({}, { stream: { set() {} }, name: { set() {} } }),
    };
    pollute('value', () => {});
    const withValue = Strict.verdicts(values.setters);
    Reflect.deleteProperty(Object.prototype, 'value');
    pollute('get', () => 'text');
    const withGet = Strict.verdicts(values.data);
    Reflect.deleteProperty(Object.prototype, 'get');
    for (const verdicts of [withValue, withGet])
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(['wrong-kind', 'wrong-kind']);
  });
});

describe('what is remembered of a prototype', () => {
  const Stream = protocol('Stream', { stream: method({ arity: 1 }) });

  test('own properties of an instance are seen all the same', () => {
    class Good {
      stream: unknown;
    }
    Object.defineProperty(Good.prototype, 'stream', { value() {}, writable: true });
    const [first, second] = [Object.create(Good.prototype), Object.create(Good.prototype)];
    expect(Stream.is(first)).toBe(true);
    Object.defineProperty(second, 'stream', { value: null, configurable: true });
    expect(Stream.is(second)).toBe(false);
    expect(Stream.is(first)).toBe(true);
    Reflect.deleteProperty(second, 'stream');
    expect(Stream.is(second)).toBe(true);
  });

  test('a class that lacks a member, with an instance that has it', () => {
    class Bare {}
    expect(Stream.is(new Bare())).toBe(false);
    expect(Stream.is(Object.assign(new Bare(), { stream() {} }))).toBe(true);
    expect(Stream.is(new Bare())).toBe(false);
  });

  test('a prototype that is mended later is seen as soon as something is checked', () => {
    class Late {}
    expect(Stream.is(new Late())).toBe(false);
    Object.defineProperty(Late.prototype, 'stream', { value() {} });
    expect(Stream.check(new Late())).toEqual({ ok: true });
    expect(Stream.is(new Late())).toBe(true);
  });

  test('a value on the prototype is put to the check each time', () => {
    const shared = { name: 'text' as unknown };
    const Named = protocol('Named', { name: property(isString) });
    const value = Object.create(shared);
    expect(Named.is(value)).toBe(true);
    shared.name = 1;
    expect(Named.is(value)).toBe(false);
  });

  test('an object that loses its prototype is looked at anew', () => {
    const value = Object.create({ stream() {} });
    expect(Stream.is(value)).toBe(true);
    Object.setPrototypeOf(value, null);
    expect(Stream.is(value)).toBe(false);
  });
});
