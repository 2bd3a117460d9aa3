import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  alarms,
  buffer,
  collect,
  count,
  discard,
  forEach,
  fromAsyncIterable,
  fromInterval,
  fromIterable,
  fromReadableStream,
  fromRecords,
  memoryCheckpointStore,
  merge,
  onError,
  replayDeadLetters,
  rolling,
  rollingAverage,
  type Source,
  thresholdFilter,
  toReadableStream,
  toWritableStream,
} from '../src/index.ts';
import { fileCheckpointStore, toNodeStream } from '../src/node.ts';
import {
  type Check,
  checkpointStoreConformance,
  crashPoints,
  type MakeSource,
  type MakeStage,
  type SourceConformanceOptions,
  scriptedSource,
  sinkConformance,
  sourceConformance,
  stageConformance,
  withFaults,
} from '../src/testing.ts';
import { batchSizes, Reading, readingsOf } from './readings.ts';

function testAll(checks: readonly Check[]): void {
  for (const { name, run } of checks) test(name, run);
}

const records = readingsOf([1, 5, null, 9, 2, 8, 3]);
const unfit = { sensorId: 'a', timestamp: 0, value: 'hot' as never };

async function* idle({ signal }: { signal: AbortSignal }): AsyncGenerator<(typeof records)[number]> {
  yield records[0];
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

type NamedSource = [name: string, make: MakeSource, options?: SourceConformanceOptions];

const sourcesAt = (batchSize: number): NamedSource[] => [
  ['fromRecords', () => fromRecords(Reading, records, { batchSize }), { expected: records }],
  [
    'fromRecords, some of which do not fit',
    () => fromRecords(Reading, [unfit, ...records, unfit, unfit], { batchSize }),
    { expected: records, deadLetters: 3 },
  ],
  ['fromIterable', () => fromIterable(Reading, () => records.values(), { batchSize }), { expected: records }],
  ['fromIterable of a generator', () => fromIterable(Reading, records.values(), { batchSize })],
  [
    'fromAsyncIterable',
    () =>
      fromAsyncIterable(
        Reading,
        async function* () {
          yield* records;
        },
        { batchSize, replayable: true },
      ),
    { expected: records, makeIdle: () => fromAsyncIterable(Reading, idle, { lingerMs: 0 }) },
  ],
  [
    'fromAsyncIterable of an iterable that is deaf',
    () =>
      fromAsyncIterable(
        Reading,
        (async function* () {
          yield* records;
        })(),
        { batchSize },
      ),
    {
      expected: records,
      makeIdle: () =>
        fromAsyncIterable(Reading, idle({ signal: new AbortController().signal }), { lingerMs: 0 }),
    },
  ],
  [
    'fromReadableStream of the Web',
    () => fromReadableStream(Reading, () => ReadableStream.from(records), { batchSize, replayable: true }),
    {
      expected: records,
      makeIdle: () =>
        fromReadableStream(Reading, new ReadableStream<(typeof records)[number]>(), { lingerMs: 0 }),
    },
  ],
  [
    'fromInterval',
    () => fromInterval(Reading, 1, ({ index }) => readingsOf([index, index])),
    { isLive: true, makeIdle: () => fromInterval(Reading, 1e6, () => records[0]) },
  ],
  [
    'merge',
    () => merge(named('a', 2), named('b', 1), named('a', 3)),
    { isOrdered: false, makeIdle: () => merge(named('a', 1), fromAsyncIterable(Reading, idle)) },
  ],
  [
    'scriptedSource',
    () =>
      scriptedSource(Reading, [
        records,
        { waitMs: 1 },
        [],
        records,
        { deadLetter: 'x', cause: 'unreadable' },
      ]),
    {
      expected: [...records, ...records],
      deadLetters: 1,
      makeIdle: () => scriptedSource(Reading, [{ hang: true }]),
    },
  ],
  [
    'replayDeadLetters',
    () =>
      replayDeadLetters(
        Reading,
        [...records, unfit].map((raw) => ({ raw, component: 'x', cause: 'y', position: undefined })),
        { batchSize },
      ),
    { expected: records, deadLetters: 1 },
  ],
  [
    'a source that faults could happen to',
    () => withFaults(fromRecords(Reading, records, { batchSize }), []),
  ],
  [
    'a source in a process that could crash',
    () => crashPoints().around(fromRecords(Reading, records, { batchSize })),
  ],
];

function named(name: string, size: number): Source {
  return fromRecords(Reading, records, { name, batchSize: size });
}

describe.each(batchSizes)('in batches of %i', (batchSize) => {
  describe.each(sourcesAt(batchSize))('%s is a source', (_, make, options) => {
    testAll(sourceConformance(make, options));
  });
});

const stageInput = {
  recordType: Reading,
  records: [...readings('a', 60), ...readings('b', 45), ...readings('a', 20)],
};

/** Values that rise and fall, some of them missing. */
function readings(sensorId: string, length: number) {
  const values = Array.from({ length }, (_, i) =>
    i % 11 === 7 ? null : Math.round(90 + 30 * Math.sin(i / 3)),
  );
  return readingsOf(values, sensorId);
}

const stages: [name: string, make: MakeStage][] = [
  [
    'thresholdFilter',
    () => thresholdFilter({ field: 'value', above: 100, by: 'sensorId', limits: { b: { above: 80 } } }),
  ],
  ['rollingAverage', () => rollingAverage({ field: 'value', window: 4, by: 'sensorId', into: 'mean' })],
  ...(['mean', 'sum', 'min', 'max', 'deviation'] as const).map((statistic): [string, MakeStage] => [
    `rolling ${statistic}`,
    () => rolling({ field: 'value', window: 5, by: 'sensorId', into: 'rolled', statistic }),
  ]),
  [
    'rolling quantile over time',
    () =>
      rolling({
        field: 'value',
        windowMs: 7_000,
        timestamp: 'timestamp',
        into: 'rolled',
        statistic: 'quantile',
        share: 0.9,
      }),
  ],
  ['alarms', () => alarms({ field: 'value', above: 100, below: 70, by: 'sensorId' })],
  [
    'alarms that tell of each change',
    () =>
      alarms({
        field: 'value',
        above: 100,
        clearAbove: 90,
        by: 'sensorId',
        emit: 'changes',
        raiseDelayMs: 2_000,
        staleMs: 9_000,
      }),
  ],
  ['buffer', () => buffer()],
  [
    'a stage that is let off its failures',
    () => onError('skip', thresholdFilter({ field: 'value', above: 100 })),
  ],
  [
    'a stage that faults could happen to',
    () => withFaults(thresholdFilter({ field: 'value', above: 100 }), []),
  ],
];

describe.each(stages)('%s is a stage', (_, make) => {
  testAll(stageConformance(make, stageInput));
});

const sinkInput = { recordType: Reading, records };

/** Reads a readable stream, and keeps what comes out. */
function readOut(readable: ReadableStream<object>): object[] {
  const rows: object[] = [];
  const reading = async () => {
    for await (const row of readable) rows.push({ ...row });
  };
  reading().catch(() => {});
  return rows;
}

describe.each([
  ['count', () => ({ sink: count() })],
  ['discard', () => ({ sink: discard() })],
  [
    'collect',
    () => {
      const sink = collect();
      return { sink, read: () => sink.rows.map((row) => ({ ...row })) };
    },
  ],
  [
    'forEach',
    () => {
      const rows: object[] = [];
      return { sink: forEach(async (row) => rows.push({ ...row })), read: () => rows };
    },
  ],
  [
    'toWritableStream',
    () => {
      const rows: object[] = [];
      const stream = new WritableStream<object>({ write: (row) => void rows.push({ ...row }) });
      return { sink: toWritableStream(stream), read: () => rows };
    },
  ],
  [
    'toReadableStream',
    () => {
      const sink = toReadableStream<object>();
      const rows = readOut(sink.readable);
      return { sink, read: () => rows };
    },
  ],
  [
    'toNodeStream',
    () => {
      const rows: object[] = [];
      const stream = new Writable({
        objectMode: true,
        write(row, _, callback) {
          rows.push({ ...row });
          setImmediate(callback);
        },
      });
      return { sink: toNodeStream(stream), read: () => rows };
    },
  ],
])('%s is a sink', (_, make) => {
  testAll(sinkConformance(make, sinkInput));
});

describe('memoryCheckpointStore is a checkpoint store', () => {
  testAll(checkpointStoreConformance(() => ({ store: memoryCheckpointStore() })));
});

describe('fileCheckpointStore is a checkpoint store', () => {
  let folder: string;
  let files = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  testAll(
    checkpointStoreConformance(() => {
      files += 1;
      const path = join(folder, `checkpoint-${files}`);
      return { store: fileCheckpointStore(path), reopen: () => fileCheckpointStore(path) };
    }),
  );
});
