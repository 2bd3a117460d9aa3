import { describe, expect, test } from 'vitest';
import { count, discard, forEach, fromRecords, pipeline, thresholdFilter } from '../../src/index.ts';
import { batchSizes, Reading, readingsOf } from '../readings.ts';

interface Row {
  readonly value: number;
}

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

describe('forEach', () => {
  test.each(batchSizes)(
    'calls the function with each record in play, in order, %i in a batch',
    async (batchSize) => {
      const rows: Row[] = [];
      await pipeline('each')
        .from(fromRecords(Reading, readingsOf([1, 90, 2, 91, 92]), { batchSize }))
        .through(thresholdFilter({ field: 'value', above: 80 }))
        .into(forEach<Row>((row) => void rows.push(row)))
        .run();
      // Kept past the end of the run: the rows are the function's own.
      expect(rows.map(({ value }) => value)).toEqual([90, 91, 92]);
    },
  );

  test('waits for a promise before the next record, wherever the first one comes', async () => {
    const calls: string[] = [];
    const sink = forEach<Row>(({ value }) => {
      calls.push(`begin ${value}`);
      if (value === 1) return;
      return soon().then(() => void calls.push(`end ${value}`));
    });
    await pipeline('each')
      .from(fromRecords(Reading, readingsOf([1, 2, 3])))
      .into(sink)
      .run();
    expect(calls).toEqual(['begin 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('no answer');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no answer'))],
  ])('fails when the function %s', async (_, call) => {
    const run = pipeline('each')
      .from(fromRecords(Reading, readingsOf([1])))
      .into(forEach(call))
      .run();
    await expect(run).rejects.toThrow('sinks[0] forEach failed in consume(): no answer');
  });

  test('calls the function no more once the run is aborted', async () => {
    const controller = new AbortController();
    let calls = 0;
    const sink = forEach(async () => {
      calls += 1;
      if (calls === 2) controller.abort(new Error('stop'));
      await soon();
    });
    const source = fromRecords(Reading, readingsOf([1, 2, 3, 4]));
    const run = pipeline('each').from(source).into(sink).run({ signal: controller.signal });
    await expect(run).rejects.toThrow('stop');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toBe(2);
  });

  test('can be part of several runs', async () => {
    let calls = 0;
    const described = pipeline('each')
      .from(fromRecords(Reading, readingsOf([1, 2])))
      .into(
        forEach(() => {
          calls += 1;
        }),
      );
    await described.run();
    await described.run();
    expect(calls).toBe(4);
  });
});

test('discard lets everything go, and the ledger counts it', async () => {
  const described = pipeline('nothing')
    .from(fromRecords(Reading, readingsOf([1, 2, 3])))
    .into(discard());
  for (let i = 0; i < 2; i += 1) expect((await described.run()).ledger.out).toBe(3);
});

test('count counts the records in play', async () => {
  const sink = count();
  await pipeline('counted')
    .from(fromRecords(Reading, readingsOf([1, 90, 2])))
    .through(thresholdFilter({ field: 'value', above: 80 }))
    .into(sink)
    .run();
  expect(sink.count).toBe(1);
});
