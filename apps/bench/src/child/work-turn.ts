import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { Answer, Run, Work } from '../contestant.ts';
import type { Started, Turn, TurnRequest } from './messages.ts';

const warmUp = { atLeastRuns: 3, atLeastMs: 600, atMostMs: 3_000 };
/** Others have had the processor and its caches since. */
const warmUpAgain = { atLeastRuns: 1, atLeastMs: 50, atMostMs: 1_000 };

/** Prepares the work, runs it once for the peak of its memory, and warms it up; each call of `takeTurn` is a turn. */
export async function startWork<Input>(work: Work<Input>, input: Input): Promise<Started> {
  const run = await work.prepare(input);
  const start = performance.now();
  await run();
  // Of the whole process: what it starts from and its libraries are in it. Further runs would leave their garbage in it, too.
  const peak = process.resourceUsage().maxRSS * 1_024;
  const firstMs = performance.now() - start;
  const warmMs = firstMs < warmUp.atMostMs ? await warm(run, warmUp) : firstMs;
  const takeTurn = async ({ minMs }: TurnRequest): Promise<Turn> => {
    // No collection is asked for: it takes machine code with it that knows what it collects, and half a second to come back.
    // A run of seconds is warm after a small part of it.
    if (warmMs < warmUpAgain.atMostMs) await warm(run, warmUpAgain);
    const { answer, time } = await repeat(run, minMs);
    return { answer, measures: { time: time / (work.portions ?? 1) } };
  };
  return { measures: { peak }, takeTurn };
}

/** Gives the time of a run, their mean. */
async function warm(run: Run, { atLeastRuns, atLeastMs, atMostMs }: typeof warmUp): Promise<number> {
  const start = performance.now();
  for (let runs = 1; ; runs += 1) {
    await run();
    const elapsed = performance.now() - start;
    if (elapsed >= atMostMs || (runs >= atLeastRuns && elapsed >= atLeastMs)) return elapsed / runs;
  }
}

async function repeat(run: Run, minMs: number): Promise<{ answer: Answer; time: number }> {
  const start = performance.now();
  for (let runs = 1; ; runs += 1) {
    const given = run();
    const answer = given instanceof Promise ? await given : given;
    const elapsed = performance.now() - start;
    if (elapsed >= minMs) return { answer, time: elapsed / runs };
  }
}
