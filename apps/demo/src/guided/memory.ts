import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MoteReading } from './sensor-network.ts';

const count = 200_000;

/** Bytes a record, as plain objects and as batches, measured on the heap of this process. */
export function bytesPerRecord(): { readonly objects: number; readonly batches: number } {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const measured = (make: () => unknown): number => {
    collectGarbage();
    const before = used();
    const kept = make();
    collectGarbage();
    const bytes = (used() - before) / count;
    return kept === undefined ? 0 : bytes;
  };
  return { objects: measured(plainObjects), batches: measured(batches) };
}

function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function reading(i: number) {
  return { mote: '1', reading: i, indoor: true, humidity: 45 + i / 7, temperature: 27 + i / 9, label: false };
}

function plainObjects(): unknown {
  return Array.from({ length: count }, (_, i) => reading(i));
}

function batches(): unknown {
  const size = 2_048;
  const dictionaries = MoteReading.dictionaries();
  return Array.from({ length: Math.ceil(count / size) }, (_, part) => {
    const batch = MoteReading.batch(size, { dictionaries });
    for (let i = part * size; i < Math.min(count, (part + 1) * size); i += 1) batch.append(reading(i));
    return batch;
  });
}
