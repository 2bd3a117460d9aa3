import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startWork } from '../src/child/work-turn.ts';
import { work } from '../src/contestant.ts';

/** Work that takes so long, and how often it was done. */
function counted(ms: number) {
  const done = { runs: 0 };
  const contestant = work({
    title: 'waits',
    prepare: () => async () => {
      done.runs += 1;
      await wait(ms);
      return done.runs > 0;
    },
  });
  return { done, contestant };
}

describe('startWork', () => {
  it('measures the peak of the memory once, as it starts, and the time in each turn', async () => {
    const { contestant } = counted(1);
    const { measures, takeTurn } = await startWork(contestant, {});
    expect(measures.peak).toBeGreaterThan(2 ** 20);
    const turn = await takeTurn({ minMs: 1 });
    expect(Object.keys(turn.measures)).toEqual(['time']);
    expect(turn.answer).toBe(true);
  });

  it('warms up what is over soon, again before each turn', async () => {
    const { done, contestant } = counted(100);
    const { takeTurn } = await startWork(contestant, {});
    const before = done.runs;
    expect(before).toBeGreaterThan(3);
    await takeTurn({ minMs: 1 });
    expect(done.runs - before).toBe(2);
  });

  it('takes a run of seconds for its own warm-up', async () => {
    const { done, contestant } = counted(3_100);
    const { takeTurn } = await startWork(contestant, {});
    await takeTurn({ minMs: 1 });
    expect(done.runs).toBe(2);
  });
});
