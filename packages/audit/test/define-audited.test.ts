import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  AuditError,
  changesOf,
  createAudit,
  defineAudited,
  identify,
  nonNegative,
  subscribe,
  valuesOf,
} from '../src/index.ts';
import { brief, refusalOf } from './support/changes.ts';

describe('defineAudited on a class that assigns in its constructor', () => {
  const make = () => {
    class Settings {
      declare above: number;
      declare below: number | undefined;
      constructor(above: number) {
        this.above = above;
      }
    }
    defineAudited(Settings, { above: { label: 'limit', check: nonNegative }, below: {} });
    return Settings;
  };

  test('audits from the first assignment on', () => {
    const Settings = make();
    const settings = new Settings(80);
    settings.above = 95;
    expect([...changesOf(settings, 'above')].map(brief)).toEqual([
      ['above', undefined, 80, 'applied'],
      ['above', 80, 95, 'applied'],
    ]);
    expect(changesOf(Settings, 'above').at(0)).toMatchObject({ label: 'limit', initial: true });
  });

  test('refuses an initial value that breaks its rule, and takes a later one', () => {
    const Settings = make();
    expect(refusalOf(() => new Settings(-1))).toMatchObject({ rule: 'nonNegative', proposedValue: -1 });
    const settings = Object.create(Settings.prototype) as InstanceType<typeof Settings>;
    refusalOf(() => {
      settings.above = -1;
    });
    settings.above = 1;
    expect([...changesOf(settings)].map(brief)).toEqual([
      ['above', undefined, -1, 'rejected'],
      ['above', undefined, 1, 'applied'],
    ]);
  });

  test('an attribute without a value reads as undefined, and has an empty log', () => {
    const settings = new (make())(1);
    expect(settings.below).toBeUndefined();
    expect(changesOf(settings, 'below').size).toBe(0);
  });

  test('can be neither redefined nor deleted', () => {
    const Settings = make();
    const settings = new Settings(1);
    expect(Reflect.deleteProperty(Settings.prototype, 'above')).toBe(false);
    expect(Reflect.deleteProperty(settings, 'above')).toBe(false);
    expect(() => Object.defineProperty(settings, 'above', { value: 9 })).toThrow(TypeError);
  });

  test('a frozen instance still logs', () => {
    const settings = new (make())(1);
    Object.freeze(settings);
    settings.above = 2;
    expect(changesOf(settings, 'above').size).toBe(2);
  });

  test('trap: a Proxy over an instance splits it in two', () => {
    const settings = new (make())(1);
    const stand = new Proxy(settings, {});
    expect(() => {
      stand.above = 2;
    }).toThrow(/a Proxy or the like of the instance/);
    expect(settings.above).toBe(1);
    expect(() => subscribe(stand, () => {})).toThrow(AuditError);
  });
});

describe('defineAudited on a class with fields', () => {
  const make = () => {
    class Metrics {
      recordsProcessed = 0;
      latency = 1;
      plain = 'p';
    }
    return {
      Metrics,
      Audited: defineAudited(Metrics, {
        recordsProcessed: { label: 'records' },
        latency: { check: nonNegative },
      }),
    };
  };

  test('returns a subclass of the same name that audits them, and one log with the original', () => {
    const { Metrics, Audited } = make();
    const metrics = new Audited();
    metrics.recordsProcessed = 1;
    expect(Audited.name).toBe('Metrics');
    expect(metrics).toBeInstanceOf(Metrics);
    expect(changesOf(metrics, 'recordsProcessed').at(0)?.ownerId).toBe('Metrics#1');
    expect([...changesOf(Metrics, 'recordsProcessed')]).toEqual([...changesOf(Audited, 'recordsProcessed')]);
    expect(changesOf(Metrics, 'recordsProcessed').size).toBe(2);
    expect(() => Object.defineProperty(metrics, 'latency', { value: 9 })).toThrow(TypeError);
    expect(inspect(metrics)).toBe(
      "Metrics { plain: 'p', recordsProcessed: 0, latency: 1 }".replace('0', '1'),
    );
  });

  test('says what to do when the original is constructed', () => {
    const { Metrics } = make();
    expect(() => changesOf(new Metrics())).toThrow(
      /of a class with fields, one of the class that defineAudited returned/,
    );
  });
});

describe('defineAudited on an object', () => {
  test('audits from the current values on', () => {
    const settings = identify(
      defineAudited({ above: 80, name: 'x' }, { above: { check: nonNegative } }),
      'filter',
    );
    settings.above = 95;
    expect([...changesOf(settings, 'above')].map(brief)).toEqual([
      ['above', undefined, 80, 'applied'],
      ['above', 80, 95, 'applied'],
    ]);
    expect(changesOf(settings).at(1)).toMatchObject({ owner: settings, ownerId: 'filter' });
    expect(JSON.stringify(settings)).toBe('{"name":"x","above":95}');
    expect(Reflect.deleteProperty(settings, 'above')).toBe(false);
  });

  test('leaves the object as it was when a current value is refused', () => {
    const settings = { above: -1 };
    expect(() => defineAudited(settings, { above: { check: nonNegative } })).toThrow(AuditError);
    expect(settings.above).toBe(-1);
    expect(Object.getOwnPropertyDescriptor(settings, 'above')?.writable).toBe(true);
  });

  test('with { static: true } audits static properties of a class', () => {
    class Registry {
      static size = 3;
      name = 'instance';
    }
    defineAudited(Registry, { size: {} }, { static: true });
    Registry.size = 4;
    expect(changesOf<typeof Registry, 'size'>(Registry, 'size').at(-1)).toMatchObject({
      owner: Registry,
      newValue: 4,
    });
  });

  test('audits an attribute that has no value yet', () => {
    const settings: { above?: number } = {};
    defineAudited(settings, { above: {} });
    settings.above = 1;
    expect(changesOf(settings, 'above' as never).at(0)).toMatchObject({ oldValue: undefined, newValue: 1 });
    expect(Reflect.deleteProperty(settings, 'above')).toBe(false);
  });

  test('audits an object without a prototype', () => {
    const settings = Object.assign(Object.create(null) as { above: number }, { above: 1 });
    defineAudited(settings, { above: {} });
    settings.above = 2;
    expect(changesOf(settings, 'above').size).toBe(2);
    expect(inspect(settings)).toContain('above: 2');
  });

  test('trap: attributes named __proto__ and constructor are attributes like any other', () => {
    const settings = JSON.parse('{"__proto__":1,"constructor":2}');
    defineAudited(settings, JSON.parse('{"__proto__":{},"constructor":{}}'));
    settings.constructor = 3;
    expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
    expect(Object.entries(valuesOf(settings))).toEqual([
      ['__proto__', 1],
      ['constructor', 3],
    ]);
  });
});

describe('options', () => {
  const define = (options: object) => () => defineAudited({ value: 1 }, { value: options });

  test('that contradict each other are refused at definition', () => {
    expect(define({ capacity: 0 })).toThrow('value needs a capacity of 1 entry or more, not 0');
    expect(define({ maxBytes: -1 })).toThrow('maxBytes above 0, not -1');
    expect(define({ capture: 'digest' })).toThrow("a hash function for capture: 'digest'");
    expect(define({ redact: { key: 'k' } })).toThrow('both key and hmac to redact with a digest');
  });

  test('an accessor that is there already is not replaced', () => {
    class Own {
      get value() {
        return 1;
      }
    }
    expect(() => defineAudited(Own, { value: {} })).toThrow('value has an accessor already');
    const once = defineAudited({ value: 1 }, { value: {} });
    expect(() => defineAudited(once, { value: {} })).toThrow(AuditError);
  });

  test('enabled: false stores values unchecked and unlogged', () => {
    const { defineAudited: define_ } = createAudit({ enabled: false });
    const settings = define_({ value: 1 }, { value: { check: nonNegative } });
    settings.value = -5;
    expect(settings.value).toBe(-5);
    expect(changesOf(settings, 'value').size).toBe(0);
  });

  test('coerce turns what is assigned into what is checked and stored; its errors refuse', () => {
    const settings = defineAudited(
      { value: 1 as number },
      { value: { coerce: (text) => Number(BigInt(text as string)), check: nonNegative } },
    );
    settings.value = '7' as never;
    expect(settings.value).toBe(7);
    const refusal = refusalOf(() => {
      settings.value = 'seven' as never;
    });
    expect(refusal).toMatchObject({ rule: 'coerce', proposedValue: 'seven' });
    expect(refusal.message).toMatch(/Cannot convert seven to a BigInt/);
    expect(settings.value).toBe(7);
  });

  test('skipUnchanged logs only changes; trap: NaN to NaN is none, and neither is 0 to -0', () => {
    const settings = defineAudited({ value: Number.NaN }, { value: { skipUnchanged: true } });
    for (const value of [Number.NaN, 0, -0, 0, 1, 1]) settings.value = value;
    expect([...changesOf(settings)].map(({ newValue }) => newValue)).toEqual([Number.NaN, 0, 1]);
  });

  test('equals says what is unchanged', () => {
    const settings = defineAudited(
      { value: 'a' },
      { value: { equals: (a, b) => a.toLowerCase() === b.toLowerCase() } },
    );
    settings.value = 'A';
    settings.value = 'b';
    expect([...changesOf(settings)].map(({ newValue }) => newValue)).toEqual(['a', 'b']);
    expect(settings.value).toBe('b');
  });
});
