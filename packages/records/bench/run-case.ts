import { cases, records } from './cases.ts';

/* Runs one case in this process: nanoseconds a record, bytes a record, and milliseconds of a full collection. */

const collect = globalThis.gc as () => void;
const run = cases[process.argv[2] ?? ''];
const rounds = Array.from({ length: 12 }, () => {
  const start = performance.now();
  run();
  return ((performance.now() - start) * 1e6) / records;
});
// Twice: buffers are given back by the collection after the one that finds them unused.
collect();
collect();
const before = process.memoryUsage();
const held = run();
collect();
collect();
const after = process.memoryUsage();
const bytes = after.heapUsed + after.external - before.heapUsed - before.external;
const collections = Array.from({ length: 5 }, () => {
  const start = performance.now();
  collect();
  return performance.now() - start;
});
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];
if (held.length === 0) throw new Error('Nothing was held');
process.send?.({
  best: Math.min(...rounds),
  median: median(rounds),
  bytes: bytes / records,
  collectMs: median(collections),
});
