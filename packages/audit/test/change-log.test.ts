import { describe, expect, test } from 'vitest';
import { changesOf, createAudit, defineAudited, subscribe, withAuditContext } from '../src/index.ts';
import { manualClock } from './support/changes.ts';

function make(options: object = {}) {
  const clock = manualClock();
  class Settings {
    declare above: number;
    declare below: number;
    constructor() {
      this.above = 0;
      this.below = 0;
    }
  }
  class Special extends Settings {}
  createAudit({ clock: clock.now, ...options }).defineAudited(Settings, { above: {}, below: {} });
  return { Settings, Special, clock };
}

const values = (log: Iterable<{ newValue: unknown }>) => [...log].map(({ newValue }) => newValue);

describe('the logs of a class and of an instance', () => {
  test('are views of the logs of its attributes, in the order of the changes', () => {
    const { Settings } = make();
    const [one, two] = [new Settings(), new Settings()];
    one.above = 1;
    two.below = 2;
    one.below = 3;
    expect(values(changesOf(Settings))).toEqual([0, 0, 0, 0, 1, 2, 3]);
    expect(values(changesOf(one))).toEqual([0, 0, 1, 3]);
    expect(values(changesOf(two, 'below'))).toEqual([0, 2]);
    expect(values(changesOf(Settings, 'above'))).toEqual([0, 0, 1]);
  });

  test('are always up to date', () => {
    const { Settings } = make();
    const log = changesOf(Settings, 'above');
    expect(log.size).toBe(0);
    const settings = new Settings();
    expect(log.size).toBe(1);
    settings.above = 5;
    expect([log.size, log.at(-1)?.newValue]).toEqual([2, 5]);
  });

  test('of a subclass are those of its instances', () => {
    const { Settings, Special } = make();
    new Settings();
    const special = new Special();
    expect(values(changesOf(Special))).toEqual([0, 0]);
    expect(changesOf(Special).at(0)?.owner).toBe(special);
    expect(changesOf(Settings).size).toBe(4);
  });

  test('at counts from the end when negative, and gives undefined beyond', () => {
    const { Settings } = make();
    const settings = new Settings();
    settings.above = 1;
    const log = changesOf(settings, 'above');
    expect([log.at(0), log.at(1), log.at(-1), log.at(2)].map((change) => change?.newValue)).toEqual([
      0,
      1,
      1,
      undefined,
    ]);
  });

  test('filter by attribute, outcome, actor and time, both ends included', () => {
    const { Settings, clock } = make();
    const settings = new Settings();
    for (const time of [10, 20, 30]) {
      clock.set(time);
      withAuditContext({ actor: time === 20 ? 'alice' : 'bob' }, () => {
        settings.above = time;
        settings.below = time;
      });
    }
    const log = changesOf(settings);
    expect(values(log.filter({ attribute: 'above', from: 10, to: 20 }))).toEqual([10, 20]);
    expect(values(log.filter({ actor: 'alice' }))).toEqual([20, 20]);
    expect(values(log.filter({ actor: 'alice', attribute: 'below' }))).toEqual([20]);
    expect(log.filter({ outcome: 'rejected' })).toEqual([]);
  });

  test('an iteration sees what was there when it began', () => {
    const { Settings } = make();
    const settings = new Settings();
    const seen: unknown[] = [];
    for (const { newValue } of changesOf(settings, 'above')) {
      seen.push(newValue);
      settings.above = 1;
    }
    expect(seen).toEqual([0]);
  });

  test('name the attributes that there are when asked for another', () => {
    const { Settings } = make();
    expect(() => changesOf(Settings, 'abvoe' as never)).toThrow(
      'abvoe is not an audited attribute; there are: above, below.',
    );
    expect(() => changesOf({})).toThrow('This object has no audited attributes.');
  });
});

describe('an entry', () => {
  test('cannot be changed', () => {
    const { Settings } = make();
    new Settings();
    const change = changesOf(Settings).at(0);
    expect(Object.isFrozen(change)).toBe(true);
    expect(() => Object.assign(change as object, { newValue: 9 })).toThrow(TypeError);
  });

  test('trap: two changes in the same millisecond are told apart by their sequence', () => {
    const { Settings } = make();
    const settings = new Settings();
    settings.above = 1;
    const [first, second] = changesOf(settings, 'above');
    expect(first.timestamp).toBe(second.timestamp);
    expect(second.sequence).toBeGreaterThan(first.sequence);
  });

  test('keeps its sequence where the clock steps back', () => {
    const { Settings, clock } = make();
    clock.set(100);
    const settings = new Settings();
    clock.set(50);
    settings.above = 1;
    const [first, second] = changesOf(settings, 'above');
    expect(second.timestamp).toBeLessThan(first.timestamp);
    expect(second.sequence).toBeGreaterThan(first.sequence);
  });

  test('carries the time of the injected clock', () => {
    const { Settings, clock } = make();
    clock.set(1234.5);
    new Settings();
    expect(changesOf(Settings).at(0)?.timestamp).toBe(1234.5);
  });
});

describe('a bounded log', () => {
  test('keeps 4,096 entries by default and counts those it let go', () => {
    const { Settings } = make();
    const settings = new Settings();
    for (let i = 1; i <= 5000; i += 1) settings.above = i;
    const log = changesOf(settings, 'above');
    expect([log.size, log.dropped, log.at(0)?.newValue, log.at(-1)?.newValue]).toEqual([
      4096, 905, 905, 5000,
    ]);
  });

  test('trap: a limit of three that keeps four, the first one being extra', () => {
    const { Settings } = make({ capacity: 3 });
    const settings = new Settings();
    for (let i = 1; i <= 5; i += 1) settings.above = i;
    expect(values(changesOf(settings, 'above'))).toEqual([3, 4, 5]);
  });

  test.each([1, 2, 15, 16, 17, 33, 100])(
    'holds exactly its capacity of %i, numbers and other values mixed',
    (capacity) => {
      const log: unknown[] = [];
      const settings = defineAudited({ value: 0 as unknown }, { value: { capacity } });
      log.push(0);
      for (let i = 1; i < 250; i += 1) {
        const value = i % 3 === 0 ? `text ${i}` : i;
        settings.value = value;
        log.push(value);
        expect(values(changesOf(settings, 'value'))).toEqual(log.slice(-capacity));
      }
    },
  );

  test('by bytes lets go of the oldest entries, and keeps the newest, however large', () => {
    const settings = defineAudited({ text: 'x' }, { text: { maxBytes: 10_000 } });
    for (let i = 0; i < 50; i += 1) settings.text = `${i}`.padEnd(500, '.');
    const { size, dropped } = changesOf(settings, 'text');
    expect(size).toBeGreaterThan(2);
    expect(size).toBeLessThan(8);
    expect(size + dropped).toBe(51);
    settings.text = 'y'.repeat(20_000);
    expect(changesOf(settings, 'text').size).toBe(1);
    settings.text = 'z';
    expect(values(changesOf(settings, 'text'))).toEqual(['z']);
  });

  test('passes over entries that go while it is iterated', () => {
    const settings = defineAudited({ value: 0 }, { value: { capacity: 3 } });
    settings.value = 1;
    settings.value = 2;
    const seen: unknown[] = [];
    for (const { newValue } of changesOf(settings, 'value')) {
      seen.push(newValue);
      if (newValue === 0) for (const value of [3, 4]) settings.value = value;
    }
    expect(seen).toEqual([0, 2]);
  });
});

test('a context or a listener that comes and goes leaves no trace in later entries', () => {
  const { Settings } = make({ capacity: 4 });
  const settings = new Settings();
  withAuditContext({ actor: 'alice' }, () => {
    settings.above = 1;
  });
  const end = subscribe(settings, () => {});
  settings.above = 2;
  end();
  for (const value of [3, 4, 5]) settings.above = value;
  const actors = [...changesOf(settings, 'above')].map(({ newValue, actor }) => [newValue, actor]);
  expect(actors).toEqual([
    [2, undefined],
    [3, undefined],
    [4, undefined],
    [5, undefined],
  ]);
});
