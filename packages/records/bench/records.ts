import { fork } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.ts';

/*
 * Prints what it costs to make and keep a million records, beside class instances. Each case has a process of its own,
 * and they take turns, so that whatever else the machine does falls on all of them. Ratios are those of the best rounds:
 * what another program takes away only ever adds.
 *
 *   pnpm --filter @pipe/records bench
 */

interface Result {
  readonly best: number;
  readonly median: number;
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
  const [[, first]] = all;
  const base = least(first, 'best');
  console.log(`node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model}, ${turns} turns`);
  for (const [name, runs] of all) {
    const best = least(runs, 'best');
    console.log(
      [
        name.padEnd(26),
        `${best.toFixed(1).padStart(5)} ns a record`,
        `(median ${least(runs, 'median').toFixed(1)})`.padEnd(15),
        `${(base / best).toFixed(1).padStart(4)} × as fast`,
        `${least(runs, 'bytes').toFixed(2).padStart(6)} bytes a record`,
        `full GC ${least(runs, 'collectMs').toFixed(1).padStart(5)} ms`,
      ].join('  '),
    );
  }
}

function least(runs: readonly Result[], key: keyof Result): number {
  return Math.min(...runs.map((run) => run[key]));
}
