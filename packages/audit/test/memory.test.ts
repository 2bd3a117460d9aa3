import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type Capture, changesOf, createAudit, defineAudited, nonNegative, subscribe } from '../src/index.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function isCollected(reference: WeakRef<object>): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await setImmediate();
    collectGarbage();
    if (reference.deref() === undefined) return true;
  }
  return false;
}

describe('a log keeps nothing alive', () => {
  class Settings {
    declare value: unknown;
    declare count: number;
    constructor() {
      this.value = undefined;
      this.count = 0;
    }
  }

  test.each<Capture>(['reference', 'shallow'])(
    'trap: not its owner, even where values point back at it, with capture %s',
    async (capture) => {
      class Owner extends Settings {}
      defineAudited(Owner, { value: { capture }, count: {} });
      const log = changesOf(Owner);
      const heard: object[] = [];
      subscribe(Owner, (change) => heard.push(change), { attribute: 'count' });
      const makeOwner = () => {
        const owner = new Owner();
        subscribe(owner, () => owner);
        owner.count = 1;
        owner.value = owner;
        owner.value = { owner };
        owner.value = [owner];
        owner.value = new Map([[owner, owner]]);
        owner.value = new Set([owner]);
        owner.value = () => owner;
        return { reference: new WeakRef(owner), view: changesOf(owner) };
      };
      const { reference, view } = makeOwner();
      expect(await isCollected(reference)).toBe(true);
      expect([log.size, view.size, heard.length]).toEqual([9, 9, 2]);
      expect(log.at(-1)).toMatchObject({ owner: undefined, ownerId: 'Owner#1' });
      expect(heard[0]).toMatchObject({ owner: undefined });
    },
  );

  test('nor values that are kept by reference: the entry says that the value is gone', async () => {
    const settings = defineAudited(
      { value: undefined as object | undefined },
      { value: { capture: 'reference' } },
    );
    const assign = () => {
      const value = { large: 'x'.repeat(1000) };
      settings.value = value;
      settings.value = undefined;
      return new WeakRef(value);
    };
    expect(await isCollected(assign())).toBe(true);
    expect(String(changesOf(settings, 'value').at(1)?.newValue)).toBe('[unavailable]');
  });

  test('an ended subscription is forgotten', async () => {
    const settings = defineAudited({ value: 0 }, { value: {} });
    const subscribeOnce = () => {
      const listener = () => {};
      subscribe(settings, listener)();
      return new WeakRef(listener);
    };
    expect(await isCollected(subscribeOnce())).toBe(true);
  });

  test('a class made by a factory goes with its last instance', async () => {
    const make = () => {
      class Generated extends Settings {}
      const Audited = defineAudited(Generated, { count: {} });
      new Audited().count = 2;
      return new WeakRef(Audited);
    };
    expect(await isCollected(make())).toBe(true);
  });

  test('an object audited by itself goes with all that belongs to it', async () => {
    const make = () => new WeakRef(defineAudited({ value: 0 }, { value: {} }));
    expect(await isCollected(make())).toBe(true);
  });
});

describe('a numeric write', () => {
  const WRITES = 30_000;
  const ROUNDS = 20;

  /**
   * That of the best round: until the engine has compiled the loop, which it does beside the test and when it gets to
   * it, numbers are boxed. Rounds are too short for a collection, which would make what is allocated look like less.
   */
  function bytesPerWrite(write: (i: number) => void): number {
    const rounds = Array.from({ length: ROUNDS }, () => {
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < WRITES; i += 1) write(i);
      return (process.memoryUsage().heapUsed - before) / WRITES;
    });
    return Math.min(...rounds);
  }

  test('is measured in such a way that an object would show', () => {
    const kept: object[] = new Array(16).fill(null);
    const bytes = bytesPerWrite((i) => {
      kept[i % 16] = { i };
    });
    expect(bytes).toBeGreaterThan(10);
  });

  test('costs no allocation beyond the ring', () => {
    const { defineAudited: define } = createAudit({ clock: () => 5 });
    const metrics = define({ count: 0, plain: 0 }, { count: {}, plain: { check: nonNegative } });
    expect(
      bytesPerWrite((i) => {
        metrics.count = i;
      }),
    ).toBeLessThan(1);
    expect(
      bytesPerWrite((i) => {
        metrics.plain = i;
      }),
    ).toBeLessThan(1);
    expect(changesOf(metrics, 'count').size).toBe(4096);
  });

  test('takes 40 bytes a retained entry', () => {
    const { defineAudited: define } = createAudit({ clock: () => 5, capacity: 100_000 });
    const metrics = define({ count: 0 }, { count: {} });
    const used = () => {
      collectGarbage();
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = used();
    for (let i = 0; i < 100_000; i += 1) metrics.count = i;
    const bytes = (used() - before) / 100_000;
    expect(bytes).toBeGreaterThan(35);
    expect(bytes).toBeLessThan(50);
  });
});
