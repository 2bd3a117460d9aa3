import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { work } from '../../../contestant.ts';
import { ourTotals } from '../our-totals.ts';
import { bytesOf, type CsvInput, type Found, readingsFile } from '../readings-file.ts';

type Share = Parameters<typeof ourTotals>;

// The worker loads this very bundle.
if (!isMainThread) {
  parentPort?.on('message', async (share: Share) => parentPort?.postMessage(await ourTotals(...share)));
}

export default work({
  title: 'ours, two threads',
  note: 'Each reads the records that begin in its half of the bytes.',
  prepare: (input: CsvInput) => {
    const path = readingsFile(input);
    const [middle, end] = [Math.floor(bytesOf(path) / 2), bytesOf(path)];
    const worker = new Worker(new URL(import.meta.url));
    return async () => {
      worker.postMessage([path, input, { start: middle, end }] satisfies Share);
      const second = once(worker, 'message') as Promise<[Found]>;
      const first = await ourTotals(path, input, { start: 0, end: middle });
      const [other] = await second;
      return {
        rows: first.rows + other.rows,
        sum: first.sum + other.sum,
        latest: Math.max(first.latest, other.latest),
      };
    };
  },
});
