import type { Layout, MassReport, MeasureTask, RecordSize } from './layout-report.ts';
import { sizeOf } from './size-of.ts';

/*
 * Measures one layout, in a process that `measureLayouts` starts with --expose-gc for this alone: what other layouts, or
 * a heap snapshot, have left behind would be part of the figures.
 */

const task: MeasureTask = JSON.parse(process.argv[2] ?? '');
const { layouts } = (await import(task.module)) as { readonly layouts: { readonly [name: string]: Layout } };
const make = layouts[task.layout];
process.send?.(task.what === 'size' ? await measureSize() : measureMass());

async function measureSize(): Promise<RecordSize> {
  // The last of enough for V8 to have settled on a size for the class.
  const held = make(1_000);
  return Array.isArray(held) ? await sizeOf(held.at(-1)) : { shell: undefined, deep: undefined };
}

function measureMass(): MassReport {
  // So much of it that the code, too, is there before.
  make(20_000);
  collect();
  const before = usedBytes();
  const start = performance.now();
  const held = make(task.records);
  const createMs = performance.now() - start;
  collect();
  const bytesPerRecord = (usedBytes() - before) / task.records;
  const gcMs = median([1, 2, 3, 4, 5].map(collectionMs));
  // Whatever holds the records has to live until here.
  if (held === undefined)
    throw new TypeError(`The layout ${task.layout} gives nothing that holds its records`);
  return { bytesPerRecord, createMs, gcMs };
}

/** Twice: buffers are given back by the collection after the one that finds them unused. */
function collect(): void {
  globalThis.gc?.();
  globalThis.gc?.();
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function collectionMs(): number {
  const start = performance.now();
  globalThis.gc?.();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
