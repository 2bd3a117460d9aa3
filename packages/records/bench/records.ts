import { fork } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.ts';

/*
 * Prints what it costs to make and keep a million records, beside class instances. Each case has a process of its own,
 * and they take turns, so that whatever else the machine does falls on all of them.
 *
 *   pnpm --filter @pipe/records bench
 */

interface Result {
  readonly nanoseconds: number;
  readonly bytes: number;
  readonly collectMs: number;
}

const turns = Number(process.argv[2] ?? 5);
const results = new Map<string, Result[]>();
for (let turn = 0; turn < turns; turn++) {
  for (const name of Object.keys(cases))
    results.set(name, [...(results.get(name) ?? []), await runApart(name)]);
}
report(results);

function runApart(name: string): Promise<Result> {
  const script = fileURLToPath(new URL('./run-case.ts', import.meta.url));
  const child = fork(script, [name], {
    execArgv: ['--expose-gc', '--conditions=@pipe/source', '--max-old-space-size=4096'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as Result));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
}

function report(all: ReadonlyMap<string, readonly Result[]>): void {
  const [first] = all.values();
  const base = medians(first);
  console.log(`node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model}, ${turns} turns`);
  for (const [name, runs] of all) {
    const { nanoseconds, bytes, collectMs } = medians(runs);
    const spread = runs.map((run) => run.nanoseconds).toSorted((a, b) => a - b);
    console.log(
      [
        name.padEnd(26),
        `${nanoseconds.toFixed(1).padStart(6)} ns/record`,
        `(${spread[0].toFixed(1)} to ${spread[spread.length - 1].toFixed(1)})`,
        `${(base.nanoseconds / nanoseconds).toFixed(1)} × as fast`,
        `${bytes.toFixed(2).padStart(7)} bytes/record`,
        `full GC ${collectMs.toFixed(1).padStart(6)} ms`,
      ].join('  '),
    );
  }
}

function medians(runs: readonly Result[]): Result {
  const of = (key: keyof Result): number =>
    runs.map((run) => run[key]).toSorted((a, b) => a - b)[runs.length >> 1];
  return { nanoseconds: of('nanoseconds'), bytes: of('bytes'), collectMs: of('collectMs') };
}
