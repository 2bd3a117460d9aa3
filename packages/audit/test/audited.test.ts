import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  AuditError,
  type Change,
  changesOf,
  invariant,
  subscribe,
  transaction,
  valueAt,
  valuesOf,
} from '../src/index.ts';
import type { define } from './fixtures/decorated.ts';
import { brief, refusalOf } from './support/changes.ts';
import { COMPILERS, load } from './support/compilers.ts';

describe.each(COMPILERS)('an audited accessor, as %s lowers it', async (compiler) => {
  const load_ = () => load<ReturnType<typeof define>>(compiler, 'decorated');
  const {
    AuditsInherited,
    Base,
    Clocked,
    InheritsStatic,
    KEY,
    Metrics,
    NegativeDefault,
    Redeclares,
    RedeclaresAsField,
    RedeclaresUnaudited,
    WithPrivate,
    WithStatic,
    WithSymbol,
    WithoutInitialiser,
  } = await load_();

  test('is an ordinary attribute to whoever uses it', () => {
    const metrics = new Metrics();
    metrics.recordsProcessed += 2;
    expect(metrics.recordsProcessed).toBe(2);
    expect('recordsProcessed' in metrics).toBe(true);
  });

  test('logs the initial assignment, every other one, and those of an equal value', () => {
    const metrics = new Metrics();
    metrics.latency = 3;
    metrics.latency = 3;
    expect([...changesOf(metrics, 'latency')].map(brief)).toEqual([
      ['latency', undefined, 0, 'applied'],
      ['latency', 0, 3, 'applied'],
      ['latency', 3, 3, 'applied'],
    ]);
  });

  test('carries its owner, its label and whether it is the initial one', () => {
    const metrics = new Metrics();
    const log = changesOf(metrics, 'recordsProcessed');
    metrics.recordsProcessed = 1;
    expect(log.at(0)).toMatchObject({ owner: metrics, label: 'records_processed', initial: true });
    expect(log.at(1)).toMatchObject({ owner: metrics, label: 'records_processed' });
    expect(log.at(1)).not.toHaveProperty('initial');
    expect(log.at(0)?.ownerId).toMatch(/^Metrics#\d+$/);
  });

  test('trap: a decorator’s init bypasses set, so an initial value escapes its check', () => {
    const refused: Change[] = [];
    subscribe(NegativeDefault, (change) => refused.push(change));
    expect(() => new NegativeDefault()).toThrow(AuditError);
    expect(refused.map(brief)).toEqual([['latency', undefined, -5, 'rejected']]);
  });

  test('logs and checks nothing where there is no initialiser: nothing has been assigned', () => {
    const settings = new WithoutInitialiser();
    expect([settings.limit, WithoutInitialiser.shared]).toEqual([undefined, undefined]);
    expect(valuesOf(settings)).toStrictEqual({ limit: undefined });
    expect(changesOf(settings).size).toBe(0);
    expect(changesOf(WithoutInitialiser).size).toBe(0);
    expect(valueAt(settings, 'limit', Date.now())).toBeUndefined();
    expect(Object.getOwnPropertyDescriptor(settings, 'limit')).toMatchObject({ configurable: false });
  });

  test('calls the first assignment the initial one where there is no initialiser', () => {
    const settings = new WithoutInitialiser();
    settings.limit = 3;
    settings.limit = 4;
    WithoutInitialiser.shared = 5;
    expect([...changesOf(settings)].map((change) => [...brief(change), change.initial])).toEqual([
      ['limit', undefined, 3, 'applied', true],
      ['limit', 3, 4, 'applied', undefined],
    ]);
    expect(changesOf(WithoutInitialiser as object, 'shared').at(0)).toMatchObject({
      newValue: 5,
      initial: true,
    });
  });

  test('is as before, without initialiser, when the first assignment is refused or undone', () => {
    const settings = new WithoutInitialiser();
    refusalOf(() => {
      settings.limit = undefined;
    });
    const undo = () => {
      settings.limit = 1;
      throw new RangeError('changed my mind');
    };
    expect(() => transaction(settings, undo)).toThrow(RangeError);
    expect(settings.limit).toBeUndefined();
    settings.limit = 2;
    expect([...changesOf(settings)].map((change) => [...brief(change), change.initial])).toEqual([
      ['limit', undefined, undefined, 'rejected', true],
      ['limit', undefined, 2, 'applied', true],
    ]);
  });

  test('judges an invariant that reads it also without initialiser', () => {
    class Limited extends WithoutInitialiser {}
    invariant(Limited, function hasLimit({ limit }) {
      return limit !== undefined;
    });
    expect(() => new Limited()).toThrow(/hasLimit/);
  });

  test('refuses a value that breaks its rule: the old one stands, and the attempt is in the log', () => {
    const metrics = new Metrics();
    metrics.latency = 4;
    const error = refusalOf(() => {
      metrics.latency = -1;
    });
    expect(error).toMatchObject({
      code: 'rejected',
      attribute: 'latency',
      proposedValue: -1,
      rule: 'nonNegative',
    });
    expect(error.message).toMatch(/^Refused by the rule nonNegative: Metrics#\d+\.latency: 4 → -1\./);
    expect(metrics.latency).toBe(4);
    expect(changesOf(metrics, 'latency').at(-1)).toMatchObject({
      oldValue: 4,
      newValue: -1,
      outcome: 'rejected',
      rule: 'nonNegative',
    });
  });

  test('trap: deleting or redefining it slips past the log', () => {
    const metrics = new Metrics();
    expect(Reflect.deleteProperty(metrics, 'latency')).toBe(false);
    expect(() => Object.defineProperty(metrics, 'latency', { value: 9 })).toThrow(TypeError);
    expect(Reflect.deleteProperty(Metrics.prototype, 'latency')).toBe(false);
    expect(() => Object.defineProperty(Metrics.prototype, 'latency', { value: 9 })).toThrow(TypeError);
    metrics.latency = 1;
    expect(changesOf(metrics, 'latency').size).toBe(2);
  });

  test('trap: an accessor removed from its class before the first instance audits nothing', async () => {
    const { Metrics: Fresh } = await load_();
    Reflect.deleteProperty(Fresh.prototype, 'latency');
    expect(() => new Fresh()).toThrow('was removed from its class');
  });

  test('cannot be shadowed by a field of a subclass', () => {
    expect(() => new RedeclaresAsField()).toThrow(TypeError);
  });

  test('trap: keys, spread, JSON and inspect see nothing of an accessor', () => {
    const metrics = new Metrics();
    metrics.latency = 7;
    expect(JSON.parse(JSON.stringify(metrics))).toEqual({ plain: 'p', recordsProcessed: 0, latency: 7 });
    expect(inspect(metrics)).toBe("Metrics { plain: 'p', recordsProcessed: 0, latency: 7 }");
    expect({ ...valuesOf(metrics) }).toEqual({ recordsProcessed: 0, latency: 7 });
  });

  test('leaves a class its own toJSON', () => {
    class Own extends Metrics {
      toJSON() {
        return 'mine';
      }
    }
    expect(JSON.stringify(new Own())).toBe('"mine"');
  });

  test('trap: a subclass redeclares an accessor that the base constructor assigns', () => {
    const instance = new Redeclares();
    expect(instance.limit).toBe(3);
    const log = [...changesOf(instance, 'limit')].map(({ label, oldValue, newValue }) => [
      label,
      oldValue,
      newValue,
    ]);
    expect(log).toEqual([
      ['derived', undefined, 2],
      ['derived', 2, 3],
    ]);
    expect(() => Object.defineProperty(instance, 'limit', { value: 9 })).toThrow(TypeError);
    expect(new Base().limit).toBe(2);
    expect(() => Object.defineProperty(new Base(), 'limit', { value: 9 })).toThrow(TypeError);
  });

  test('trap: a base constructor assigns what only the subclass audits', () => {
    expect(() => new AuditsInherited()).toThrow(
      /limit has no value here.* uses what a subclass is yet to initialise/,
    );
  });

  test('a subclass may redeclare it unaudited: what the base class does stays logged', () => {
    // The lowered accessor of the subclass has no storage when the base constructor assigns it: JavaScript's own error.
    expect(() => new RedeclaresUnaudited()).toThrow(TypeError);
  });

  test('trap: a Proxy of the instance and an object made from the prototype read and write nothing', () => {
    const metrics = new Metrics();
    const stand = new Proxy(metrics, {});
    const made = Object.create(Metrics.prototype) as InstanceType<typeof Metrics>;
    for (const target of [stand, made]) {
      expect(() => target.latency).toThrow(/a Proxy or the like of the instance/);
      expect(() => {
        target.latency = 1;
      }).toThrow(AuditError);
      expect(() => changesOf(target)).toThrow(/not a Proxy of it/);
    }
    expect(metrics.latency).toBe(0);
  });

  test('may be private: the log is found by its name, on instances and then on the class', () => {
    const owner = new WithPrivate();
    expect(owner.raise()).toBe(2);
    expect([...changesOf(owner, '#secret' as never)].map(brief)).toEqual([
      ['#secret', undefined, 1, 'applied'],
      ['#secret', 1, 2, 'applied'],
    ]);
    expect(changesOf(WithPrivate, '#secret' as never).size).toBe(2);
    expect(Reflect.ownKeys(owner)).toEqual([]);
    expect(JSON.stringify(owner)).toBe('{}');
  });

  test('may be static: the class is its owner', () => {
    WithStatic.count = 1;
    expect(changesOf<typeof WithStatic, 'count'>(WithStatic, 'count').size).toBe(2);
    const statics = [...changesOf(WithStatic)].filter(({ owner }) => owner === WithStatic);
    expect(statics.map(({ ownerId, newValue }) => [ownerId, newValue])).toEqual([
      ['WithStatic', 0],
      ['WithStatic', 1],
    ]);
    expect(() => Object.defineProperty(WithStatic, 'count', { value: 9 })).toThrow(TypeError);
  });

  test('trap: assigning a static accessor through a subclass works under one compiler and throws under the other', () => {
    InheritsStatic.count = 41;
    expect([InheritsStatic.count, WithStatic.count]).toEqual([41, 41]);
    expect([...changesOf(WithStatic)].at(-1)).toMatchObject({ owner: WithStatic, newValue: 41 });
  });

  test('may have a symbol for a name', () => {
    const owner = new WithSymbol() as object as Record<symbol, number>;
    owner[KEY] = 2;
    expect(changesOf(owner, KEY).at(-1)).toMatchObject({ attribute: 'Symbol(key)', newValue: 2 });
  });

  test('trap: Symbol.metadata may be undefined', () => {
    expect(Symbol.metadata).toBeUndefined();
    expect(changesOf(Metrics, 'latency').size).toBeGreaterThan(0);
  });

  test('takes its clock from where the audit was created', () => {
    expect(changesOf(new Clocked(), 'odd').at(0)).toMatchObject({ timestamp: 5 });
  });
});
