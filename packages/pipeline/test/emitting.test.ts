import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  type AnyBatch,
  buffer,
  collect,
  fromRecords,
  pipeline,
  type Sink,
  type Stage,
} from '../src/index.ts';
import { Reading, type ReadingInput, readingsOf } from './readings.ts';

/** Sends each record on in a batch of its own, and waits for none of them. */
function hasty(): Stage {
  return {
    name: 'hasty',
    process(batch, context) {
      for (const { value } of batch.toRows() as { value: number }[]) {
        void context.emit(Reading.batch().appendRows(readingsOf([value])));
      }
      context.absorb(batch);
      return undefined;
    },
  };
}

const source = () => fromRecords(Reading, readingsOf([1, 2, 3, 4, 5]));

test('a stage may send several batches into a full buffer without waiting', async () => {
  const sink = collect<ReadingInput>();
  const { ledger } = await pipeline('hasty')
    .from(source())
    .through(hasty(), buffer({ records: 1 }))
    .into(sink)
    .run();
  expect(sink.rows.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5]);
  expect(ledger.derived.hasty).toMatchObject({ in: 5, out: 5, inFlight: 0 });
});

test('what a stage sends without waiting reaches a slow sink one batch after the other', async () => {
  let inHand = 0;
  const seen: unknown[] = [];
  const slow: Sink = {
    name: 'slow',
    async consume(batch) {
      inHand += 1;
      expect(inHand).toBe(1);
      await sleep(1);
      seen.push(...batch.toRows().map(({ value }) => value));
      inHand -= 1;
    },
  };
  await pipeline('hasty').from(source()).through(hasty()).into(slow).run();
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test('what waits for its turn is in flight', async () => {
  const slow: Sink = { name: 'slow', consume: () => sleep(30) };
  const run = pipeline('hasty').from(source()).through(hasty()).into(slow).start();
  await sleep(15);
  expect(run.progress.ledger.derived.hasty).toMatchObject({ in: 5, out: 0, inFlight: 5 });
  await run.report;
});

test('a stage cannot send records behind the back of the run', async () => {
  let late: (() => void) | undefined;
  const lingering: Stage = {
    name: 'lingering',
    process(batch, context) {
      late = () => void context.emit(Reading.batch().appendRows(readingsOf([9])));
      return batch;
    },
  };
  await pipeline('late')
    .from(source())
    .through(lingering)
    .into({ consume() {} })
    .run();
  expect(late).toThrow('stages[0] lingering: context.emit() is for while process() or finish() is at work');
});

test.each([
  ['a text', 'seven', 'a value of type string'],
  ['rows', [{ value: 1 }], 'an array'],
  ['null', null, 'null'],
])('a stage that returns %s instead of a batch is told so', async (_, returned, told) => {
  const wrong = { name: 'wrong', process: () => returned } as unknown as Stage;
  const run = pipeline('wrong')
    .from(source())
    .through(wrong)
    .into({ consume() {} })
    .run();
  await expect(run).rejects.toThrow(
    `stages[0] wrong handed on ${told} where a record batch belongs: process() returns one`,
  );
});

test('a stage may return any thenable', async () => {
  const lazy = (batch: AnyBatch) => ({
    // biome-ignore lint/suspicious/noThenProperty: a promise of another library.
    then: (resolve: (batch: AnyBatch) => void) => void setTimeout(resolve, 1, batch),
  });
  const sink = collect<ReadingInput>();
  const stage = { name: 'lazy', process: lazy } as unknown as Stage;
  await pipeline('lazy').from(source()).through(stage).into(sink).run();
  expect(sink.rows).toHaveLength(5);
});
