import { expect, test } from 'vitest';
import {
  count,
  type ErrorPolicy,
  fromRecords,
  onError,
  pipeline,
  type Run,
  type Sink,
  type Stage,
  thresholdFilter,
} from '../src/index.ts';
import { imbalanceOf } from '../src/ledger.ts';
import { Reading, readingsOf } from './readings.ts';

const four = fromRecords(Reading, readingsOf([1, 2, 3, 4]), { batchSize: 2 });
const isOdd = (row: { readonly [field: string]: unknown }) => (row.value as number) % 2 === 1;

// Whoever is handed a batch owns it, and may narrow it: the count of what was handed over stays what it was.

test('law 2, conservation: the ledger balances while a stage or a sink that waits has narrowed its batch', async () => {
  const imbalances: (string | undefined)[] = [];
  const look = async () => {
    imbalances.push(imbalanceOf(run.progress.ledger));
    await new Promise((resolve) => setTimeout(resolve, 1));
    imbalances.push(imbalanceOf(run.progress.ledger));
  };
  const narrowing: Stage = {
    async process(batch) {
      batch.select(isOdd);
      await look();
      return batch;
    },
  };
  const into: Sink = {
    async consume(batch) {
      batch.select(() => false);
      await look();
    },
  };
  const run: Run = pipeline('in-place').from(four).through(narrowing).into(into).start();
  const { ledger } = await run.report;
  expect(new Set(imbalances)).toEqual(new Set([undefined]));
  expect(ledger).toMatchObject({ in: 4, out: 2, filtered: 2 });
});

test('a sink that narrows its batch has taken all of it, beside others too', async () => {
  const narrowing = (): Sink => ({ consume: (batch) => void batch.select(isOdd) });
  const alone = await pipeline('in-place').from(four).into(narrowing()).run();
  expect(alone.ledger).toMatchObject({ in: 4, out: 4 });
  const { ledger } = await pipeline('in-place')
    .from(four)
    .branch({
      all: (input) => input.into(narrowing()),
      hot: (input) => input.through(thresholdFilter({ field: 'value', above: 3 })).into(count()),
    })
    .run();
  expect(ledger).toMatchObject({ in: 4, out: 4, filtered: 0 });
});

test.each<[ErrorPolicy, object]>([
  ['dead-letter', { deadLettered: 4 }],
  ['skip', { dropped: 4 }],
])(
  'a sink that fails after it has narrowed its batch has failed on all of it: %s',
  async (policy, expected) => {
    const failing: Sink = {
      consume(batch) {
        batch.select(isOdd);
        throw new Error('disk full');
      },
    };
    const { ledger } = await pipeline('in-place').from(four).into(onError(policy, failing)).run();
    expect(ledger).toMatchObject({ in: 4, out: 0, inFlight: 0, ...expected });
  },
);
