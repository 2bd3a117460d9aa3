import { expect, test } from 'vitest';
import { fromRecords, type Position, type Source } from '../../src/index.ts';
import { type SourceConformanceOptions, sourceConformance } from '../../src/testing.ts';
import { Reading, readingsOf } from '../readings.ts';
import { failuresOf } from './failures-of.ts';

const records = readingsOf([1, 2, 3, 4, 5]);
const sound = () => fromRecords(Reading, records, { batchSize: 2 });

/** A sound source, run once, but for what is given. */
function but(change: Partial<Source> | ((inner: Source) => Partial<Source>)): () => Source {
  return () => {
    const inner = sound();
    const source: Source = {
      recordType: Reading,
      stream: (options) => inner.stream(options),
      position: () => inner.position?.() ?? null,
      progress: () => inner.progress?.(),
    };
    return Object.assign(source, typeof change === 'function' ? change(inner) : change);
  };
}

/** Counts, and keeps the count when it is taken away from its object. */
function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

/** Has nothing to give, whatever happens. */
const idle: AsyncIterableIterator<never> = {
  next: () => new Promise(() => {}),
  [Symbol.asyncIterator]: () => idle,
};

const broken: [check: string, make: () => Source, options?: SourceConformanceOptions][] = [
  ['Source: stream(options)', () => ({}) as Source],
  [
    'has a position where it takes commits',
    () => ({ ...but({ commit() {} })(), position: undefined }) as never,
  ],
  [
    'gives batches of its record type',
    but({ recordType: Reading.extend('Wider', { unit: Reading.fields.sensorId }) }),
  ],
  [
    'gives what its input holds',
    but({
      async *stream(options) {
        for await (const batch of sound().stream(options)) if (batch.at(0).value !== 3) yield batch;
      },
    }),
    { expected: records },
  ],
  [
    'gives its batches away: what becomes of one does not show in the others',
    but({
      async *stream() {
        const reused = Reading.batch(2);
        for (const record of records) yield reused.setLength(0).append(record);
      },
    }),
  ],
  ['keeps the position of the batch given last until the next is asked for', but({ position: counter() })],
  [
    'has positions that survive being written down',
    but({ position: () => new Date(0) as unknown as Position }),
  ],
  [
    'goes on from every position with exactly the rest',
    but((inner) => ({ stream: ({ position: _, ...options }) => inner.stream(options) })),
  ],
  [
    'goes on from every position with exactly the rest',
    but((inner) => ({ position: () => Math.max(0, Number(inner.position?.()) - 1) })),
  ],
  [
    'takes commits of its positions, in order and again',
    but(() => {
      const seen = new Set<Position>();
      return {
        commit: (position) => {
          if (seen.has(position)) throw new Error('committed already');
          seen.add(position);
        },
      };
    }),
  ],
  [
    'lets go of its input when nobody reads on',
    but((inner) => ({
      stream: (options) => {
        const iterator = inner.stream(options)[Symbol.asyncIterator]();
        return {
          [Symbol.asyncIterator]: () => ({
            next: () => iterator.next(),
            return: () => new Promise(() => {}),
          }),
        };
      },
    })),
  ],
  [
    'ends at an abort, also while a read is pending',
    sound,
    {
      makeIdle: but({
        async *stream() {
          yield Reading.batch(1).append(records[0]);
          await new Promise(() => {});
        },
      }),
    },
  ],
  [
    'ends at an abort, also while a read is pending',
    but({
      async *stream({ signal }) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (signal.aborted) throw new Error('not the reason');
        yield Reading.batch(1).append(records[0]);
      },
    }),
  ],
  [
    'gives out what it has read, and no more, when it is asked to finish',
    but((inner) => {
      let isFinishing = false;
      return {
        finish: () => {
          isFinishing = true;
        },
        async *stream(options) {
          for await (const batch of inner.stream(options)) {
            // The position is behind a batch that nobody gets.
            if (isFinishing) return;
            yield batch;
            if (isFinishing) yield Reading.batch(1).append(records[0]);
          }
        },
      };
    }),
  ],
  [
    'gives out what it has read, and no more, when it is asked to finish',
    but({ finish() {} }),
    { makeIdle: but({ finish() {}, stream: () => idle }) },
  ],
  [
    'ends without delay when it was aborted before the start',
    but((inner) => ({
      open: ({ signal }) => (signal.aborted ? new Promise(() => {}) : undefined),
      stream: (options) => inner.stream(options),
    })),
  ],
  [
    'may be closed twice, before, while and after it is read',
    but(() => {
      const count = counter();
      return {
        [Symbol.asyncDispose]: async () => {
          if (count() > 1) throw new Error('closed already');
        },
      };
    }),
  ],
  [
    'keeps its runs apart',
    () => {
      const shared = but({})();
      const stream = shared.stream({ signal: new AbortController().signal, deadLetter() {} });
      return Object.assign(shared, { create: () => ({ ...shared, stream: () => stream }) });
    },
  ],
  [
    'may be closed twice, before, while and after it is read',
    but({ [Symbol.asyncDispose]: () => new Promise(() => {}) }),
  ],
  ['says how far it is, from 0 to 1 and never backwards', but({ progress: counter() })],
  [
    'says how far it is, from 0 to 1 and never backwards',
    but(() => {
      const count = counter();
      return { progress: () => 1 / count() };
    }),
  ],
];

test('a sound source passes', async () => {
  expect(await failuresOf(sourceConformance(sound, { expected: records }))).toEqual({});
  expect(await failuresOf(sourceConformance(but({}), { expected: records }))).toEqual({});
});

test.each(broken)('a source is caught that does not keep to: %s', async (check, make, options) => {
  const failures = await failuresOf(sourceConformance(make, { deadlineMs: 60, ...options }));
  expect(Object.keys(failures)).toContain(check);
});
