import { describe, expect, test } from 'vitest';
import { Callable, isNumber, method, ProtocolError, property, protocol } from '../src/index.ts';

const Counter = protocol('Counter', {
  next: method({ arity: 0 }),
  step: property(isNumber),
  reset: method().optional(),
});

class Steps {
  step = 2;
  #at = 0;
  next() {
    this.#at += this.step;
    return this.#at;
  }
}

describe('bind()', () => {
  test('gives methods bound to the value, and data properties', () => {
    const { next, step } = Counter.bind(new Steps());
    expect([next(), next(), step]).toEqual([2, 4, 2]);
  });

  test('what the value does to its own later has no effect', () => {
    const value = new Steps();
    const bound = Counter.bind(value);
    value.next = () => -1;
    value.step = 3;
    expect(bound.next()).toBe(3);
    expect(bound.step).toBe(2);
    expect(Object.isFrozen(bound)).toBe(true);
  });

  test('leaves out what is optional and not there, and what was not asked for', () => {
    const bound = Counter.bind(Object.assign(new Steps(), { more: 1, reset: undefined }));
    expect(Object.keys(bound)).toEqual(['next', 'step']);
    expect(Object.getPrototypeOf(bound)).toBeNull();
  });

  test('reads a getter once, on the value, and checks what it gives', () => {
    let reads = 0;
    class Lazy {
      base = 1;
      get next() {
        reads += 1;
        return () => this.base;
      }
      get step() {
        return this.base;
      }
    }
    const { next, step } = Counter.bind(new Lazy());
    expect([next(), next(), step, reads]).toEqual([1, 1, 1, 1]);
    expect(() =>
      Counter.bind(
        {
          get next() {
            return 'text';
          },
          step: 1,
        },
        { as: 'counters[0]' },
      ),
    ).toThrow(
      /^counters\[0\] \(a plain object\) does not satisfy Counter:\n\n {2}Counter\n {4}next\(\) {2}found 'text'$/,
    );
  });

  test('reports a getter that throws, with what it threw', () => {
    const cause = new Error('not now');
    const value = {
      next() {},
      get step(): number {
        throw cause;
      },
    };
    expect(() => Counter.bind(value)).toThrow(
      expect.objectContaining({
        cause,
        issues: [expect.objectContaining({ code: 'unreadable', member: 'step' })],
      }),
    );
  });

  test('does not call a `bind` of the method’s own', () => {
    const next = Object.assign(() => 1, { bind: () => () => 'forged' });
    expect(Counter.bind({ next, step: 1 }).next()).toBe(1);
  });

  test('refuses what falls short', () => {
    expect(() => Counter.bind({})).toThrow(ProtocolError);
    expect(() => Counter.bind(null)).toThrow('null does not satisfy Counter');
  });

  test('captures a function as a function', () => {
    const Named = protocol('Named', { step: property(isNumber) }, { call: method({ arity: 1 }) });
    const double = Object.assign((value: number) => value * 2, { step: 1 });
    const bound = Named.bind(double) as unknown as typeof double;
    expect([bound(2), bound.step]).toEqual([4, 1]);
    expect(Callable.bind(Math.max)(...([1, 2] as never[]))).toBe(2);
  });

  test('binds methods of primitives', () => {
    const Text = protocol('Text', { at: method({ arity: 1 }) });
    expect(Text.bind('abc').at(1)).toBe('b');
  });
});
