import { expect, test } from 'vitest';
import { virtualClock } from '../../src/testing.ts';

test('stands still until it is told to go on', async () => {
  const clock = virtualClock();
  const start = clock.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(start);
  await clock.advance(1_500);
  expect(clock.now()).toBe(start + 1_500);
});

test('ends sleeps in the order in which they are due, each at its own time', async () => {
  const clock = virtualClock();
  const seen: [name: string, time: number][] = [];
  const sleep = (name: string, milliseconds: number) =>
    clock.sleep(milliseconds).then(() => seen.push([name, clock.now()]));
  void sleep('late', 300);
  void sleep('early', 100);
  void sleep('early too', 100);
  void sleep('beyond', 301);
  await clock.advance(300);
  expect(seen).toEqual([
    ['early', 100],
    ['early too', 100],
    ['late', 300],
  ]);
  expect(clock.sleepers).toBe(1);
});

test('lets what follows from one sleep happen before the next ends', async () => {
  const clock = virtualClock();
  const times: number[] = [];
  const beat = async () => {
    for (let i = 0; i < 3; i += 1) {
      await clock.sleep(10);
      times.push(clock.now());
    }
  };
  void beat();
  await clock.advance(30);
  expect(times).toEqual([10, 20, 30]);
});

test('ends a sleep at an abort, with its reason', async () => {
  const clock = virtualClock();
  const controller = new AbortController();
  const reason = new Error('stop');
  const sleep = clock.sleep(10, controller.signal);
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
  expect(clock.sleepers).toBe(0);
  await expect(clock.sleep(10, controller.signal)).rejects.toBe(reason);
});

test('goes on until a promise settles, and gives what it gives', async () => {
  const clock = virtualClock();
  const result = await clock.until(clock.sleep(1e9).then(() => 'done'));
  expect([result, clock.now()]).toEqual(['done', 1e9]);
  await expect(clock.until(Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('waits with the promise where nobody sleeps yet', async () => {
  const clock = virtualClock();
  const later = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.sleep(1_000);
    return clock.now();
  };
  expect(await clock.until(later())).toBe(1_000);
});
