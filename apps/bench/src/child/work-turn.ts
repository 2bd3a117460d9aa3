import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { Answer, Run, Work } from '../contestant.ts';
import type { Turn, TurnRequest } from './messages.ts';

const warmUp = { atLeastRuns: 3, atLeastMs: 600, atMostMs: 3_000 };
/** Others have had the processor and its caches since. */
const warmUpAgain = { atLeastRuns: 1, atLeastMs: 50, atMostMs: 1_000 };

/** Prepares the work and warms it up; each call of what it gives is a turn. */
export async function startWork<Input>(
  work: Work<Input>,
  input: Input,
): Promise<(request: TurnRequest) => Promise<Turn>> {
  const run = await work.prepare(input);
  await warm(run, warmUp);
  return async ({ minMs }) => {
    // No collection is asked for: it takes machine code with it that knows what it collects, and half a second to come back.
    await warm(run, warmUpAgain);
    const { answer, time } = await repeat(run, minMs);
    // The peak is that of the whole process: what it starts from and its libraries are in it.
    return {
      answer,
      measures: { time: time / (work.portions ?? 1), peak: process.resourceUsage().maxRSS * 1_024 },
    };
  };
}

async function warm(run: Run, { atLeastRuns, atLeastMs, atMostMs }: typeof warmUp): Promise<void> {
  const start = performance.now();
  for (let runs = 1; ; runs += 1) {
    await run();
    const elapsed = performance.now() - start;
    if (elapsed >= atMostMs || (runs >= atLeastRuns && elapsed >= atLeastMs)) return;
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
