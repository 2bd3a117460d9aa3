import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import process from 'node:process';

/** Where a run took place. */
export interface Machine {
  readonly processor: string;
  readonly threads: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

const manifest = new URL('../../package.json', import.meta.url);

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    threads: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version.slice(1),
  };
}

/** The exact versions of peers, by package. */
export function versionsOf(peers: readonly string[]): { readonly [name: string]: string } {
  const { devDependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return Object.fromEntries(peers.map((name) => [name, devDependencies[name] ?? 'unknown']));
}
