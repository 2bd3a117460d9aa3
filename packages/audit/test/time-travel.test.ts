import { describe, expect, test } from 'vitest';
import {
  type Change,
  changesOf,
  createAudit,
  diff,
  nonNegative,
  replay,
  revert,
  valueAt,
  withAuditContext,
} from '../src/index.ts';
import { manualClock, refusalOf } from './support/changes.ts';

function make(options: object = {}, each: object = {}) {
  const clock = manualClock(10);
  class Settings {
    declare above: number;
    declare name: unknown;
    constructor(above = 0) {
      this.above = above;
      this.name = 'n';
    }
  }
  createAudit({ clock: clock.now, ...options }).defineAudited(Settings, {
    above: { check: nonNegative, ...each },
    name: {},
  });
  const settings = new Settings();
  const at = (time: number, values: Partial<Settings>) => {
    clock.set(time);
    Object.assign(settings, values);
  };
  return { Settings, settings, clock, at };
}

const last = (target: object): Change => changesOf(target).at(-1) as Change;

describe('valueAt', () => {
  test('gives the value at a time, between changes and before the first', () => {
    const { settings, at } = make();
    at(20, { above: 1 });
    at(30, { above: 2 });
    expect([9, 10, 19.9, 20, 29, 30, 1e9].map((time) => valueAt(settings, 'above', time))).toEqual([
      undefined,
      0,
      0,
      1,
      1,
      2,
      2,
    ]);
  });

  test('passes over refused changes', () => {
    const { settings, at } = make();
    refusalOf(() => at(20, { above: -1 }));
    expect(valueAt(settings, 'above', 25)).toBe(0);
  });

  test('takes the last made of several, should the clock have stepped back', () => {
    const { settings, at } = make();
    at(30, { above: 1 });
    at(20, { above: 2 });
    expect([25, 35].map((time) => valueAt(settings, 'above', time))).toEqual([2, 2]);
  });

  test('throws `evicted` when the log does not reach back that far', () => {
    const { settings, at } = make({ capacity: 2 });
    at(20, { above: 1 });
    at(30, { above: 2 });
    expect(valueAt(settings, 'above', 20)).toBe(1);
    expect(refusalOf(() => valueAt(settings, 'above', 19))).toMatchObject({
      code: 'evicted',
      attribute: 'above',
    });
  });

  test('throws `evicted` too when other owners have pushed all its entries out', () => {
    const { Settings, settings } = make({ capacity: 2 });
    for (let i = 0; i < 3; i += 1) new Settings();
    expect(refusalOf(() => valueAt(settings, 'above', 50)).code).toBe('evicted');
  });
});

describe('revert', () => {
  test('is an assignment of the value before, logged with its reason', () => {
    const { settings, at } = make();
    at(20, { above: 1 });
    const change = last(settings);
    at(30, { above: 2 });
    revert(settings, change);
    expect(settings.above).toBe(0);
    expect(last(settings)).toMatchObject({
      oldValue: 2,
      newValue: 0,
      reason: `reverts change ${change.sequence}`,
    });
  });

  test('keeps the actor and the reason of its context', () => {
    const { settings, at } = make();
    at(20, { above: 1 });
    withAuditContext({ actor: 'alice', reason: 'a mistake' }, () => revert(settings, last(settings)));
    expect(last(settings)).toMatchObject({ actor: 'alice', reason: 'a mistake' });
  });

  test('refuses the change of another owner, of a refused write and of an initial value', () => {
    const { Settings, settings, at } = make();
    const other = new Settings();
    other.above = 5;
    expect(refusalOf(() => revert(settings, last(other)))).toMatchObject({ code: 'not-revertible' });
    expect(refusalOf(() => revert(settings, { ...last(other), owner: settings })).message).toMatch(
      /belongs to Settings#2/,
    );
    expect(refusalOf(() => revert(settings, changesOf(settings).at(0) as Change)).message).toMatch(
      /initial value/,
    );
    refusalOf(() => at(20, { above: -1 }));
    expect(refusalOf(() => revert(settings, last(settings))).message).toMatch(
      /was refused and changed nothing/,
    );
  });

  test('takes a change from elsewhere by the name of its owner', () => {
    const { settings, at } = make();
    at(20, { above: 1 });
    revert(settings, { ...last(settings), owner: undefined });
    expect(settings.above).toBe(0);
  });

  test('trap: a change that names __proto__ or constructor reaches into the prototype', () => {
    const { settings, at } = make();
    at(20, { above: 1 });
    for (const attribute of ['__proto__', 'constructor', 'toString']) {
      expect(
        refusalOf(() => revert(settings, { ...last(settings), owner: undefined, attribute, oldValue: {} }))
          .code,
      ).toBe('not-revertible');
    }
    expect(Object.getPrototypeOf(settings).constructor.name).toBe('Settings');
  });

  test('is checked like any assignment', () => {
    const { settings, at } = make();
    at(20, { above: 1 });
    const change = { ...last(settings), owner: undefined, oldValue: -3 };
    expect(refusalOf(() => revert(settings, change))).toMatchObject({ rule: 'nonNegative' });
  });

  test('gives objects back as live ones, which can be changed', () => {
    const { settings, at } = make();
    at(20, { name: ['a'] });
    at(30, { name: ['b'] });
    revert(settings, last(settings));
    (settings.name as string[]).push('c');
    expect(settings.name).toEqual(['a', 'c']);
    expect(last(settings).newValue).toEqual(['a']);
  });
});

describe('diff', () => {
  test('lists the attributes that differ between two times, with both values', () => {
    const { settings, at } = make();
    at(20, { above: 1, name: { a: [1] } });
    at(30, { above: 0, name: { a: [1] } });
    at(40, { above: 7 });
    expect(diff(settings, 15, 45)).toEqual([
      { attribute: 'above', label: 'above', oldValue: 0, newValue: 7 },
      { attribute: 'name', label: 'name', oldValue: 'n', newValue: { a: [1] } },
    ]);
    expect(diff(settings, 15, 35).map(({ attribute }) => attribute)).toEqual(['name']);
    expect(diff(settings, 20, 35).map(({ attribute }) => attribute)).toEqual(['above']);
    expect(diff(settings, 45, 50)).toEqual([]);
    expect(diff(settings, 5, 15)[0]).toEqual({
      attribute: 'above',
      label: 'above',
      oldValue: undefined,
      newValue: 0,
    });
  });

  test('shows of a redacted attribute that it changed', () => {
    const { settings, at } = make({}, { redact: true });
    at(20, { above: 1 });
    expect(JSON.stringify(diff(settings, 15, 25))).not.toContain('1');
    expect(diff(settings, 15, 25)).toHaveLength(0);
  });
});

describe('replay', () => {
  test('brings a fresh instance to the live state', () => {
    const { Settings, settings, at } = make();
    at(20, { above: 1, name: [1, 2] });
    at(30, { above: 4 });
    refusalOf(() => at(40, { above: -1 }));
    const fresh = replay(changesOf(settings), new Settings(99));
    expect([fresh.above, fresh.name]).toEqual([4, [1, 2]]);
    (fresh.name as number[]).push(3);
    expect(settings.name).toEqual([1, 2]);
  });

  test('takes changes from elsewhere, such as a trail', () => {
    const { Settings, settings, at } = make();
    at(20, { above: 3 });
    const elsewhere = [...changesOf(settings)].map((change) => ({ ...change, owner: undefined }));
    expect(replay(elsewhere, new Settings()).above).toBe(3);
  });

  test('throws `evicted` when the beginning of the log is missing', () => {
    const { Settings, settings, at } = make({ capacity: 2 });
    at(20, { above: 1 });
    at(30, { above: 2 });
    expect(refusalOf(() => replay(changesOf(settings), new Settings())).code).toBe('evicted');
  });

  test('takes the log of one owner', () => {
    const { Settings } = make();
    new Settings();
    expect(refusalOf(() => replay(changesOf(Settings), new Settings())).message).toMatch(
      /the log of one owner, not of 3/,
    );
  });

  test('refuses attributes that the fresh object does not audit', () => {
    const { Settings, settings } = make();
    const foreign = { ...last(settings), owner: undefined, initial: true as const, attribute: '__proto__' };
    expect(refusalOf(() => replay([foreign], new Settings())).code).toBe('not-audited');
  });
});

test('time travel over a redacted log throws `redacted`', () => {
  const { Settings, settings, at } = make({}, { redact: true });
  at(20, { above: 1 });
  expect(refusalOf(() => valueAt(settings, 'above', 25)).code).toBe('redacted');
  expect(refusalOf(() => revert(settings, last(settings))).code).toBe('redacted');
  expect(refusalOf(() => replay(changesOf(settings), new Settings())).code).toBe('redacted');
});

test('time travel over a log of digests throws `not-kept` for objects, and not for numbers', () => {
  const { settings, at } = make({ capture: 'digest', hash: (text: string) => `h${text.length}` });
  at(20, { above: 1, name: { a: 1 } });
  expect(valueAt(settings, 'above', 25)).toBe(1);
  expect(refusalOf(() => valueAt(settings, 'name', 25)).code).toBe('not-kept');
});
