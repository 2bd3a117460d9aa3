import { expect, test } from 'vitest';
import type { Sink, SinkContext } from '../../src/index.ts';
import { type SinkSubject, sinkConformance } from '../../src/testing.ts';
import { Reading, readingsOf } from '../readings.ts';
import { failuresOf } from './failures-of.ts';

const input = { recordType: Reading, records: readingsOf([1, null, 3, 4, 5]), deadlineMs: 60 };

type Batch = Parameters<Sink['consume']>[0];

/** What outlives a process. */
class Disk {
  readonly published: object[] = [];
  readonly prepared = new Map<number, object[]>();
}

/** A sink that writes when it flushes. */
class Writing implements Sink {
  readonly disk: Disk;
  unwritten: object[] = [];

  constructor(disk: Disk) {
    this.disk = disk;
  }

  consume(batch: Batch): void {
    for (const row of batch.toRows()) this.unwritten.push({ ...row });
  }

  flush(): void {
    this.disk.published.push(...this.unwritten.splice(0));
  }
}

/** A sink that publishes an epoch as a whole. */
class Publishing extends Writing {
  override flush(): void {}

  prepare(epoch: number): void {
    this.disk.prepared.set(epoch, [...(this.disk.prepared.get(epoch) ?? []), ...this.unwritten.splice(0)]);
  }

  commit(epoch: number): void {
    this.disk.published.push(...(this.disk.prepared.get(epoch) ?? []));
    this.disk.prepared.delete(epoch);
  }

  recover(epoch: number): void {
    for (const prepared of [...this.disk.prepared.keys()].toSorted()) {
      if (prepared <= epoch) this.commit(prepared);
      else this.disk.prepared.delete(prepared);
    }
  }
}

/** A sound sink but for what is given. */
function but<S extends Writing>(
  Kind: new (disk: Disk) => S,
  change: (sink: S) => Partial<Sink> = () => ({}),
): () => SinkSubject {
  return () => {
    const disk = new Disk();
    const make = () => {
      const sink = new Kind(disk);
      return Object.assign(sink, change(sink));
    };
    return { sink: make(), read: () => disk.published, reopen: make };
  };
}

const refusal = 'sets aside what it refuses, once and in play, and has the others';

/** A sound sink that refuses records without a value. */
const refusing = but(Writing, (sink) => ({
  consume: (batch: Batch, { deadLetter }: SinkContext) => {
    for (let i = 0; i < batch.selected; i += 1) {
      const { value } = batch.at(i);
      if (value === null) deadLetter(batch, batch.selection?.[i] ?? i, 'no value');
      else sink.unwritten.push({ ...batch.at(i) });
    }
  },
}));

const broken: [check: string, make: () => SinkSubject][] = [
  ['Sink: consume(batch, context)', () => ({ sink: {} as Sink })],
  ['reads fields that are there', but(Writing, () => ({ reads: { speed: ['float64'] } }))],
  [
    'has what it was given, in order, once it has flushed',
    but(Writing, (sink) => ({ consume: (batch: Batch) => void sink.unwritten.unshift(...batch.toRows()) })),
  ],
  [
    'has what it was given, in order, once it has flushed',
    // Keeps the batch itself, which is gone by the time of the flush.
    but(Writing, (sink) => {
      const kept: Batch[] = [];
      return {
        consume: (batch: Batch) => void kept.push(batch),
        flush: () => void sink.disk.published.push(...kept.flatMap((batch) => batch.toRows())),
      };
    }),
  ],
  [
    'has what it was given, in order, once it has flushed',
    but(Writing, (sink) => ({ flush: () => void setTimeout(() => Writing.prototype.flush.call(sink), 10) })),
  ],
  [
    'takes only the records in play',
    but(Writing, (sink) => ({
      consume: (batch: Batch) => {
        const values = batch.column('timestamp') as unknown as Float64Array;
        for (const timestamp of values) sink.unwritten.push({ timestamp });
      },
    })),
  ],
  [
    refusal,
    but(Writing, (sink) => ({
      consume: (batch: Batch, { deadLetter }: SinkContext) => {
        Writing.prototype.consume.call(sink, batch);
        if (batch.selected > 0) deadLetter(batch, batch.selection?.[0] ?? 0, 'and writes it all the same');
      },
    })),
  ],
  [
    refusal,
    but(Writing, (sink) => ({
      consume: (batch: Batch, { deadLetter }: SinkContext) => {
        for (const row of batch.selection ?? []) deadLetter(batch, row, 'refused');
        for (let row = 0; row < (batch.selection ? batch.length : 0); row += 1) {
          try {
            deadLetter(batch, row, 'those out of play, too');
          } catch {}
        }
        if (!batch.selection) Writing.prototype.consume.call(sink, batch);
      },
    })),
  ],
  [
    'takes batches without records',
    but(Writing, (sink) => ({
      consume: (batch: Batch) => {
        batch.at(0);
        Writing.prototype.consume.call(sink, batch);
      },
    })),
  ],
  [
    'flushes as often as one likes, also before anything has come',
    but(Writing, (sink) => ({ flush: () => void sink.disk.published.push(...sink.unwritten) })),
  ],
  ['keeps its runs apart', but(Writing, (sink) => ({ create: () => sink }))],
  [
    'may be closed twice, opened or not, flushed or not',
    but(Writing, () => {
      let isClosed = false;
      return {
        [Symbol.asyncDispose]: async () => {
          if (isClosed) throw new Error('closed already');
          isClosed = true;
        },
      };
    }),
  ],
  [
    'may be closed twice, opened or not, flushed or not',
    but(Writing, () => ({ [Symbol.asyncDispose]: () => new Promise(() => {}) })),
  ],
  ['is transactional as a whole or not at all', but(Publishing, () => ({ recover: undefined as never }))],
  ['is transactional as a whole or not at all', () => ({ sink: new Publishing(new Disk()) })],
  [
    'publishes an epoch when it is committed, or at the end, not before',
    but(Publishing, (sink) => ({ flush: () => void Writing.prototype.flush.call(sink) })),
  ],
  [
    'prepares, commits and recovers the same epoch as often as one likes',
    but(Publishing, (sink) => ({
      commit: (epoch: number) => void sink.disk.published.push(...(sink.disk.prepared.get(epoch) ?? [])),
    })),
  ],
  [
    'prepares, commits and recovers the same epoch as often as one likes',
    but(Publishing, (sink) => ({
      prepare: (epoch: number) => void sink.disk.prepared.set(epoch, sink.unwritten.splice(0)),
    })),
  ],
  [
    'publishes at recovery what was prepared up to the checkpoint, and forgets what came later',
    but(Publishing, () => ({ recover() {} })),
  ],
  [
    'publishes at recovery what was prepared up to the checkpoint, and forgets what came later',
    but(Publishing, (sink) => ({
      recover: () => {
        for (const epoch of sink.disk.prepared.keys()) sink.commit(epoch);
      },
    })),
  ],
];

test('a sink that sets records aside passes, as long as they are as many as it was said', async () => {
  expect(await failuresOf(sinkConformance(refusing, { ...input, deadLetters: 1 }))).toEqual({});
  const failures = await failuresOf(sinkConformance(refusing, { ...input, deadLetters: 2 }));
  expect(failures).toEqual({ [refusal]: 'Error: it set 1 records aside, where 2 were due' });
});

test('a sound sink passes', async () => {
  for (const make of [but(Writing), but(Publishing)]) {
    expect(await failuresOf(sinkConformance(make, input))).toEqual({});
  }
});

test.each(broken)('a sink is caught that does not keep to: %s', async (check, make) => {
  const failures = await failuresOf(sinkConformance(make, input));
  expect(Object.keys(failures)).toContain(check);
});
