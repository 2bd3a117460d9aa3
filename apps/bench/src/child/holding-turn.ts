import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Holding } from '../contestant.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { Started, Turn, TurnRequest } from './messages.ts';

const collections = 3;

/** Each turn builds the structure anew, measures it, reads it and lets go of it. */
export async function startHolding<Input>(holding: Holding<Input, object>, input: Input): Promise<Started> {
  const takeTurn = async ({ minMs }: TurnRequest): Promise<Turn> => {
    const before = await bytesInUse();
    const start = performance.now();
    const held = holding.build(input);
    const build = performance.now() - start;
    const bytes = (await bytesInUse()) - before;
    const gc = fullCollectionMs();
    const { answer, time: scan } = repeatScan(() => holding.scan(held, input), minMs);
    return { answer, measures: { build, bytes, gc, scan } };
  };
  await takeTurn({ minMs: 100 });
  return { measures: {}, takeTurn };
}

/** Objects and the memory of typed arrays, once garbage is gone. The memory of typed arrays is given back a little later. */
async function bytesInUse(): Promise<number> {
  for (let i = 0; i < collections; i += 1) {
    collectGarbage();
    await wait(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The time of a full collection while the structure is held: the fastest of a few, the others were disturbed. */
function fullCollectionMs(): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < collections; i += 1) {
    const start = performance.now();
    collectGarbage();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

function repeatScan(scan: () => Answer, minMs: number): { answer: Answer; time: number } {
  const start = performance.now();
  for (let runs = 1; ; runs += 1) {
    const answer = scan();
    const elapsed = performance.now() - start;
    if (elapsed >= minMs) return { answer, time: elapsed / runs };
  }
}
