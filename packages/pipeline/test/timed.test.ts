import { describe, expect, test } from 'vitest';
import { type Clock, latencyOf, SourceProtocol, timed } from '../src/index.ts';
import { virtualClock } from '../src/testing.ts';

/** A clock that every look moves on by a millisecond: a call that looks at it n times takes n + 1. */
let now = 0;
const ticking: Clock = {
  now: () => {
    now += 1;
    return now;
  },
};
const clock = virtualClock();

class Parser {
  readonly #unit = 'km/h';
  closed = 0;

  @timed({ clock: ticking })
  parse(text: string, looks = 0): string {
    for (let i = 0; i < looks; i += 1) ticking.now();
    if (text === '') throw new RangeError('no number');
    return `${text} ${this.#unit}`;
  }

  @timed
  add(first: number, second: number): number {
    return first + second;
  }

  @timed({ clock: ticking })
  static shared(): string {
    return 'one for all';
  }

  @timed({ clock })
  async wait(milliseconds: number): Promise<number> {
    await clock.sleep(milliseconds);
    if (milliseconds > 100) throw new RangeError('too long');
    return milliseconds;
  }

  @timed({ clock })
  promise(milliseconds: number): Promise<void> {
    return clock.sleep(milliseconds);
  }

  @timed({ clock: ticking })
  *count(to: number): Generator<number, string, number> {
    let sum = 0;
    try {
      for (let i = 0; i < to; i += 1) sum += yield i;
      return `${sum} in all`;
    } finally {
      this.closed += 1;
    }
  }

  @timed({ clock })
  async *stream(_options: unknown): AsyncGenerator<number> {
    try {
      for (const milliseconds of [10, 20, 30]) {
        await clock.sleep(milliseconds);
        yield milliseconds;
      }
    } finally {
      this.closed += 1;
    }
  }
}

class Subclass extends Parser {}

describe('latencyOf', () => {
  test('tells of one object, and of all objects of the class', () => {
    const [one, other] = [new Parser(), new Subclass()];
    one.parse('1');
    one.parse('2', 9);
    other.parse('3', 99);
    expect(latencyOf(one, 'parse')).toMatchObject({ mean: 5.5, max: 10 });
    expect(latencyOf(other, 'parse')).toMatchObject({ mean: 100, max: 100 });
    const { mean, p50, p99, max } = latencyOf(Parser, 'parse');
    expect(mean).toBeCloseTo(111 / 3, 6);
    expect(p50).toBeGreaterThanOrEqual(10);
    expect(p50).toBeLessThan(10.4);
    expect([p99, max]).toEqual([100, 100]);
    expect(latencyOf(Subclass, 'parse')).toEqual(latencyOf(Parser, 'parse'));
  });

  test('is all zeros before the first call', () => {
    expect(latencyOf(new Parser(), 'add')).toEqual({ mean: 0, p50: 0, p99: 0, max: 0 });
  });

  test('tells of static methods', () => {
    expect(Parser.shared()).toBe('one for all');
    expect(latencyOf(Parser, 'shared').max).toBe(1);
  });

  test('knows no method that is not timed', () => {
    expect(() => latencyOf(new Parser(), 'prase')).toThrow(
      /no timed method 'prase' here; decorate it with @timed/,
    );
    expect(() => latencyOf(Parser, 'toString')).toThrow(RangeError);
  });
});

describe('a timed method', () => {
  test('does what it did', () => {
    const parser = new Parser();
    expect(parser.parse('80')).toBe('80 km/h');
    expect(parser.add(2, 3)).toBe(5);
    expect(() => parser.parse('')).toThrow('no number');
  });

  test('is measured when it fails, too', async () => {
    const parser = new Parser();
    expect(() => parser.parse('', 4)).toThrow(RangeError);
    expect(latencyOf(parser, 'parse').max).toBe(5);
    await expect(clock.until(parser.wait(101))).rejects.toThrow('too long');
    expect(latencyOf(parser, 'wait').max).toBe(101);
  });

  test('that is async is measured until it has settled', async () => {
    const parser = new Parser();
    expect(await clock.until(parser.wait(30))).toBe(30);
    await clock.until(parser.wait(10));
    expect(latencyOf(parser, 'wait')).toMatchObject({ mean: 20, max: 30 });
  });

  test('that returns a promise is, as well', async () => {
    const parser = new Parser();
    await clock.until(parser.promise(40));
    expect(latencyOf(parser, 'promise').max).toBe(40);
  });

  test('that is a generator is measured step by step, and passes on what goes in and out', () => {
    const parser = new Parser();
    const counting = parser.count(2);
    expect(counting.next()).toEqual({ done: false, value: 0 });
    now += 1_000;
    expect(counting.next(10)).toEqual({ done: false, value: 1 });
    expect(counting.next(20)).toEqual({ done: true, value: '30 in all' });
    expect(latencyOf(parser, 'count')).toMatchObject({ mean: 1, max: 1 });
    const thrown = parser.count(2);
    thrown.next();
    expect(() => thrown.throw(new Error('into it'))).toThrow('into it');
    const left = parser.count(9);
    left.next();
    expect(left.return('left')).toEqual({ done: true, value: 'left' });
    expect(parser.closed).toBe(3);
  });

  test('that is an async generator is measured step by step, without what its reader does', async () => {
    const parser = new Parser();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of parser.stream({})) {
        seen.push(value);
        await clock.sleep(1_000);
        if (value === 20) break;
      }
    })();
    await clock.until(reading);
    expect(seen).toEqual([10, 20]);
    expect(latencyOf(parser, 'stream').max).toBe(20);
    expect(parser.closed).toBe(1);
  });

  test('keeps its kind, its name and its parameters, so that protocols see it as it was', () => {
    const { prototype } = Parser;
    const kinds = ['parse', 'wait', 'count', 'stream'].map((name) =>
      Object.prototype.toString.call(prototype[name as 'parse']).slice(8, -1),
    );
    expect(kinds).toEqual(['Function', 'AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction']);
    expect([prototype.add.name, prototype.add.length, prototype.stream.length]).toEqual(['add', 2, 1]);
    expect(SourceProtocol.check(new Parser())).toEqual({ ok: true });
  });

  test('may be taken off its object', () => {
    const { add } = new Parser();
    expect(add(1, 2)).toBe(3);
  });
});
