import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SessionEnds } from '../../src/stages/windows/session-ends.ts';

const steps = fc.array(
  fc.record({
    begun: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }),
    goingOn: fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })), { maxLength: 40 }),
    lapse: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 1, maxLength: 12 },
);

test('law 7, fast equals slow: the sessions that have ended are those whose end has come', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const endOf = new Map<number, number>();
      const open = new Set<number>();
      const ends = new SessionEnds((pane) => endOf.get(pane) ?? Number.NaN);
      let now = 0;
      for (const { begun, goingOn, lapse } of list) {
        for (const length of begun) {
          const pane = endOf.size;
          endOf.set(pane, now + length);
          open.add(pane);
          ends.add(pane);
        }
        for (const [pane, length] of goingOn) {
          if (open.has(pane)) endOf.set(pane, Math.max(endOf.get(pane) ?? 0, now + length));
        }
        now += lapse;
        const due = [...open].filter((pane) => (endOf.get(pane) ?? 0) <= now);
        expect(ends.take(now).sort((one, other) => one - other)).toEqual(due);
        for (const pane of due) open.delete(pane);
      }
    }),
  );
});
