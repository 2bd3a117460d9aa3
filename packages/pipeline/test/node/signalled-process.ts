import { fromInterval, pipeline, type Sink } from '../../src/index.ts';
import { untilSignalled } from '../../src/node.ts';
import { Reading, readingsOf } from '../readings.ts';

// A process that polls a sensor until it is signalled. Its sink writes in flush(), in the given number of milliseconds.
const [flushMs, deadlineMs] = process.argv.slice(2).map(Number);
let consumed = 0;
let written = 0;
const sink: Sink = {
  name: 'slow disk',
  consume: (batch) => {
    consumed += batch.selected;
    if (consumed === batch.selected) console.log('running');
  },
  async flush() {
    console.log('flushing');
    await new Promise((resolve) => setTimeout(resolve, flushMs));
    written = consumed;
  },
};
const sensor = fromInterval(Reading, 1, ({ index }) => readingsOf([index]));
const signalled = untilSignalled(
  (signal) => pipeline('sensor').from(sensor).into(sink).start({ signal, commitEveryMs: 1e9 }),
  { deadlineMs },
);
try {
  const { ended, ledger } = await signalled.report;
  console.log(
    `${ended} by ${signalled.received}: ${ledger.out === written && written > 0 ? 'all' : 'not all'} written`,
  );
} catch (error) {
  console.log(String(error));
  process.exitCode = 1;
}
const listeners = process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
console.log(`${listeners} listeners`);
// An aborted run may leave a sink behind that is still waiting.
process.exit();
