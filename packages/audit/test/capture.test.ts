import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type AuditedOptions,
  changesOf,
  consoleReporter,
  defineAudited,
  invariant,
  nonNegative,
  revert,
  rule,
  subscribe,
  valuesOf,
  Withheld,
} from '../src/index.ts';
import { hmacSha256, sha256 } from '../src/node.ts';
import { encodeCanonical } from '../src/reporters.ts';
import { refusalOf } from './support/changes.ts';

const make = (options: AuditedOptions, value: unknown = undefined) =>
  defineAudited({ value }, { value: options });
const kept = (target: { value: unknown }) => changesOf(target, 'value').at(-1)?.newValue;

describe("capture 'shallow', the default", () => {
  test('trap: entries by reference change after the fact', () => {
    const settings = make({});
    const limits = { low: 1, tags: ['a'] };
    settings.value = limits;
    limits.low = 2;
    expect(kept(settings)).toEqual({ low: 1, tags: ['a'] });
    settings.value = [1, 2];
    (settings.value as number[]).push(3);
    expect(kept(settings)).toEqual([1, 2]);
  });

  test('shows in the old value what was changed in place since', () => {
    const settings = make({}, [1]);
    (settings.value as number[]).push(2);
    settings.value = [3];
    expect(changesOf(settings, 'value').at(-1)).toMatchObject({ oldValue: [1, 2], newValue: [3] });
  });

  test('copies maps, sets, dates and typed arrays', () => {
    const settings = make({});
    const originals = [
      new Map([[{ k: 1 }, 'v']]),
      new Set([1]),
      new Date(5),
      new Float64Array([1, 2]),
    ] as const;
    for (const original of originals) {
      settings.value = original;
      expect(kept(settings)).toEqual(original);
      expect(kept(settings)).not.toBe(original);
    }
    originals[1].add(2);
    originals[3][0] = 9;
    const [, , set, , array] = [...changesOf(settings, 'value')].map(({ newValue }) => newValue);
    expect([set, array]).toEqual([new Set([1]), new Float64Array([1, 2])]);
  });

  test('leaves readers nothing to change for others', () => {
    const settings = make({});
    settings.value = { low: 1 };
    expect(Object.isFrozen(kept(settings))).toBe(true);
    settings.value = new Set([1]);
    (kept(settings) as Set<number>).add(2);
    expect(kept(settings)).toEqual(new Set([1]));
  });

  test('shows functions and instances of classes as they are while they live', () => {
    class Point {
      x = 1;
    }
    const settings = make({});
    const point = new Point();
    settings.value = { point, parse: Number };
    expect(kept(settings)).toEqual({ point, parse: Number });
    settings.value = point;
    expect(kept(settings)).toBe(point);
  });

  test('keeps an own property named __proto__ a property', () => {
    const settings = make({});
    settings.value = JSON.parse('{"__proto__":{"admin":true}}');
    expect(Object.keys(kept(settings) as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(kept(settings))).toBe(Object.prototype);
  });
});

describe("capture 'structuredClone'", () => {
  test('copies all of it, and freezes it for readers', () => {
    const settings = make({ capture: 'structuredClone' });
    const limits: Record<string, unknown> = { tags: ['a'] };
    limits.self = limits;
    settings.value = limits;
    (limits.tags as string[]).push('b');
    const copy = kept(settings) as { tags: string[]; self: unknown };
    expect(copy.tags).toEqual(['a']);
    expect(copy.self).toBe(copy);
    expect(Object.isFrozen(copy.tags)).toBe(true);
  });

  test('refuses what cannot be cloned: the old value stands', () => {
    const settings = make({ capture: 'structuredClone' }, 1);
    const error = refusalOf(() => {
      settings.value = { parse: () => 1 };
    });
    expect(error).toMatchObject({
      rule: 'capture: structuredClone',
      proposedValue: new Withheld('unavailable'),
    });
    expect(settings.value).toBe(1);
    expect(changesOf(settings, 'value').at(-1)).toMatchObject({ outcome: 'rejected' });
  });

  test('gives a reverted object back whole and changeable', () => {
    const settings = make({ capture: 'structuredClone' }, { tags: ['a'] });
    settings.value = undefined;
    const change = changesOf(settings, 'value').at(-1);
    if (change) revert(settings, change);
    (settings.value as { tags: string[] }).tags.push('b');
    expect(settings.value).toEqual({ tags: ['a', 'b'] });
  });
});

test("capture 'reference' shows the object itself", () => {
  const settings = make({ capture: 'reference' });
  const limits = { low: 1 };
  settings.value = limits;
  expect(kept(settings)).toBe(limits);
});

test("capture 'digest' keeps a hash of objects, and primitive values as they are", () => {
  const settings = make({ capture: 'digest', hash: sha256 });
  settings.value = { b: 1, a: Number.NaN };
  const digest = sha256('{"a":{"$number":"NaN"},"b":1}');
  expect(kept(settings)).toEqual(new Withheld('digest', digest));
  expect(String(kept(settings))).toBe(`[digest ${digest}]`);
  settings.value = 7;
  expect(kept(settings)).toBe(7);
});

describe('a redacted attribute', () => {
  const SECRET = 'hunter2-and-more';
  const own = rule<unknown>('long', (value) => {
    if (String(value).length < 5) throw new Error(`too short: ${value}`);
    return true;
  });

  test.each([
    ['without a key', true],
    ['with a key', { key: 'k', hmac: hmacSha256 }],
  ] as const)('%s shows its value, or a part of it, nowhere', (_title, redact) => {
    class Account {
      declare password: unknown;
      constructor() {
        this.password = SECRET;
      }
    }
    defineAudited(Account, { password: { redact, check: own } });
    invariant(
      Account,
      rule('not the word', (account: Account) => {
        if (account.password === `${SECRET}!`) throw new Error(`no ${account.password}`);
        return true;
      }),
    );
    const seen: unknown[] = [];
    subscribe(Account, (change) => seen.push(change));
    subscribe(Account, consoleReporter({ write: (line) => seen.push(line) }));
    const account = new Account();
    account.password = [...SECRET].reverse().join('');
    for (const refused of ['2', `${SECRET}!`]) {
      seen.push(
        refusalOf(() => {
          account.password = refused;
        }),
      );
    }
    seen.push(...changesOf(account), JSON.stringify(account), inspect(account), { ...valuesOf(account) });
    const shown = seen
      .map((each) => `${inspect(each, { depth: 9, showHidden: true })}${JSON.stringify(each)}${each}`)
      .join('\n');
    for (const part of [
      SECRET,
      SECRET.slice(0, 4),
      SECRET.slice(-4),
      [...SECRET].reverse().join(''),
      'too short',
    ]) {
      expect(shown).not.toContain(part);
    }
    expect(account.password).toBe([...SECRET].reverse().join(''));
  });

  test('says that it changed', () => {
    const settings = make({ redact: true }, 1);
    settings.value = 2;
    expect(changesOf(settings, 'value').at(-1)).toMatchObject({
      oldValue: new Withheld('redacted'),
      newValue: new Withheld('redacted'),
      outcome: 'applied',
    });
    expect(changesOf(settings, 'value').at(0)?.oldValue).toBeUndefined();
  });

  test('trap: a mask that reveals the second half shows short secrets whole', () => {
    const lines: string[] = [];
    const settings = make({ redact: true, label: 'pin' }, '7');
    subscribe(settings, consoleReporter({ write: (line) => lines.push(line) }));
    settings.value = '8';
    expect(lines).toEqual(['[AUDIT] pin: [redacted] → [redacted]']);
  });

  test('with a key keeps a digest that its holder can check, salted anew for each entry', () => {
    const settings = make({ redact: { key: 'k', hmac: hmacSha256 } }, 'a');
    settings.value = 'b';
    settings.value = 'a';
    const [first, , third] = [...changesOf(settings, 'value')].map(({ newValue }) => newValue as Withheld);
    expect(first.digest).toBe(hmacSha256('k', `${first.salt}:${encodeCanonical('a')}`));
    expect(third.digest).toBe(hmacSha256('k', `${third.salt}:${encodeCanonical('a')}`));
    expect(third.digest).not.toBe(first.digest);
    expect(first.salt).toMatch(/^[\da-f-]{36}$/);
  });

  test('with a key shows within one entry whether the value changed', () => {
    const settings = make({ redact: { key: 'k', hmac: hmacSha256, salt: () => 's' } }, 'a');
    settings.value = 'a';
    const change = changesOf(settings, 'value').at(-1);
    expect(change?.oldValue).toEqual(change?.newValue);
  });

  test('of numbers leaves none in the log', () => {
    const settings = make({ redact: true, check: nonNegative as never }, 123456);
    settings.value = 654321;
    expect(JSON.stringify([...changesOf(settings)])).not.toMatch(/123456|654321/);
  });
});
