import { describe, expect, test, vi } from 'vitest';
import { AuditError, type Change, changesOf, defineAudited, nonNegative, subscribe } from '../src/index.ts';
import { brief, refusalOf } from './support/changes.ts';

function make() {
  class Settings {
    declare above: number;
    declare below: number;
    constructor() {
      this.above = 0;
      this.below = 0;
    }
  }
  class Special extends Settings {}
  defineAudited(Settings, { above: { check: nonNegative }, below: {} });
  return { Settings, Special };
}

describe('subscribe', () => {
  test('tells of all instances of a class, of its subclasses too, or of one instance', () => {
    const { Settings, Special } = make();
    const heard: string[] = [];
    const one = new Settings();
    subscribe(Settings, ({ newValue }) => heard.push(`class ${newValue}`), { attribute: 'above' });
    subscribe(Special, ({ newValue }) => heard.push(`special ${newValue}`), { attribute: 'above' });
    subscribe(one, ({ newValue }) => heard.push(`one ${newValue}`), { attribute: 'above' });
    one.above = 1;
    one.below = 2;
    const special = new Special();
    special.above = 3;
    expect(heard).toEqual(['one 1', 'class 1', 'special 0', 'class 0', 'special 3', 'class 3']);
  });

  test('ends by the function it returns, or by the signal', () => {
    const { Settings } = make();
    const settings = new Settings();
    const [listener, other] = [vi.fn(), vi.fn()];
    const controller = new AbortController();
    const end = subscribe(settings, listener);
    subscribe(settings, other, { signal: controller.signal });
    settings.above = 1;
    end();
    end();
    controller.abort();
    settings.above = 2;
    expect([listener.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
    subscribe(settings, listener, { signal: controller.signal });
    settings.above = 3;
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test('tells of refused writes too', () => {
    const { Settings } = make();
    const settings = new Settings();
    const heard: Change[] = [];
    subscribe(settings, (change) => heard.push(change));
    refusalOf(() => {
      settings.above = -1;
    });
    expect(heard.map(brief)).toEqual([['above', 0, -1, 'rejected']]);
  });

  test('tells a listener once, however many of its subscriptions the change concerns', () => {
    const { Settings, Special } = make();
    const settings = new Special();
    const listener = vi.fn();
    for (const target of [settings, Special, Settings, Settings]) subscribe(target, listener);
    settings.above = 1;
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test('refuses an attribute that is not audited, so that a misspelt name is seen', () => {
    const { Settings } = make();
    expect(() => subscribe(Settings, () => {}, { attribute: 'abvoe' })).toThrow(
      /abvoe is not an audited attribute/,
    );
  });
});

describe('a listener that throws', () => {
  test('trap: starves later listeners, or undoes the write', () => {
    const { Settings } = make();
    const settings = new Settings();
    const heard: unknown[] = [];
    const onError = vi.fn();
    const error = new Error('listener');
    subscribe(
      settings,
      () => {
        throw error;
      },
      { onError },
    );
    subscribe(settings, ({ newValue }) => heard.push(newValue));
    settings.above = 1;
    expect(settings.above).toBe(1);
    expect(heard).toEqual([1]);
    expect(onError).toHaveBeenCalledExactlyOnceWith(error, expect.objectContaining({ newValue: 1 }));
  });

  test('trap: leaves the machinery locked, so that later changes are not told', () => {
    const { Settings } = make();
    const settings = new Settings();
    const heard: unknown[] = [];
    subscribe(
      settings,
      () => {
        throw new Error('always');
      },
      {
        onError: () => {
          throw new Error('even here');
        },
      },
    );
    subscribe(settings, ({ newValue }) => heard.push(newValue));
    const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const value of [1, 2]) settings.above = value;
    expect(heard).toEqual([1, 2]);
    expect(spy).toHaveBeenCalledTimes(2);
    spy.mockRestore();
  });

  test('is printed where no one else takes its errors', () => {
    const { Settings } = make();
    const settings = new Settings();
    const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
    subscribe(settings, () => {
      throw new Error('unheard');
    });
    settings.above = 1;
    expect(spy.mock.calls[0]?.[0]).toMatch(/^A listener failed on a change of Settings#1\.above:$/);
    spy.mockRestore();
  });

  test('may do so asynchronously', async () => {
    const { Settings } = make();
    const settings = new Settings();
    const onError = vi.fn();
    subscribe(
      settings,
      async () => {
        throw new Error('later');
      },
      { onError },
    );
    settings.above = 1;
    await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
  });
});

describe('a listener that changes attributes', () => {
  test('trap: its changes are lost, or told out of order', () => {
    const { Settings } = make();
    const settings = new Settings();
    const heard: string[] = [];
    subscribe(settings, ({ attribute, newValue }) => {
      if (attribute === 'above') settings.below = (newValue as number) * 10;
    });
    subscribe(settings, ({ attribute, newValue }) => heard.push(`${attribute} ${newValue}`));
    settings.above = 1;
    settings.above = 2;
    expect(heard).toEqual(['above 1', 'below 10', 'above 2', 'below 20']);
    expect(settings.below).toBe(20);
    expect(changesOf(settings, 'below').size).toBe(3);
  });

  test('trap: an endless cascade is cut off at 32, refused and reported', () => {
    const { Settings } = make();
    const settings = new Settings();
    const onError = vi.fn();
    let calls = 0;
    subscribe(
      settings,
      () => {
        calls += 1;
        settings.above += 1;
      },
      { onError },
    );
    settings.above = 1;
    expect(calls).toBe(32);
    expect(settings.above).toBe(32);
    const [error] = onError.mock.calls[0] ?? [];
    expect(error).toBeInstanceOf(AuditError);
    expect(error).toMatchObject({ rule: 'nesting of listeners' });
    expect(changesOf(settings, 'above').at(-1)).toMatchObject({
      outcome: 'rejected',
      rule: 'nesting of listeners',
    });
    settings.below = 1;
    expect(calls).toBe(64);
  });

  test('may unsubscribe itself or others, from the next change on', () => {
    const { Settings } = make();
    const settings = new Settings();
    const heard: unknown[] = [];
    const endFirst = subscribe(settings, () => {
      endFirst();
      endSecond();
    });
    const endSecond = subscribe(settings, ({ newValue }) => heard.push(newValue));
    for (const value of [1, 2]) settings.above = value;
    expect(heard).toEqual([1]);
  });
});

describe('a recorder with a say', () => {
  test('is asked before the change takes effect, and refuses it by throwing', () => {
    const { Settings } = make();
    const settings = new Settings();
    const asked: unknown[] = [];
    const told: unknown[] = [];
    subscribe(settings, {
      name: 'ledger',
      admit(changes) {
        asked.push(...changes.map(brief));
        if (changes.some(({ newValue }) => newValue === 2)) throw new Error('full');
      },
      record: (change) => told.push(brief(change)),
    });
    settings.above = 1;
    const error = refusalOf(() => {
      settings.above = 2;
    });
    expect(error).toMatchObject({ rule: 'ledger', cause: new Error('full') });
    expect(error.message).toContain('Refused by the rule ledger (full): Settings#1.above: 1 → 2.');
    expect(settings.above).toBe(1);
    expect(asked).toEqual([
      ['above', 0, 1, 'applied'],
      ['above', 1, 2, 'applied'],
    ]);
    expect(told).toEqual([
      ['above', 0, 1, 'applied'],
      ['above', 1, 2, 'rejected'],
    ]);
  });

  test('trap: a subscriber without a say that returns false suppresses nothing', () => {
    const { Settings } = make();
    const settings = new Settings();
    subscribe(settings, (() => false) as never);
    settings.above = 1;
    expect(settings.above).toBe(1);
    expect(changesOf(settings, 'above').size).toBe(2);
  });
});
