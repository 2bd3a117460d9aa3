import { expect, test } from 'vitest';
import {
  buffer,
  type DeadLetter,
  fromRecords,
  onError,
  pipeline,
  type Sink,
  type Stage,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const source = () => fromRecords(Reading, readingsOf([1, 2, 3, 4, 5]), { batchSize: 2 });

async function letters(stages: readonly Stage[], sink: Sink): Promise<DeadLetter[]> {
  const seen: DeadLetter[] = [];
  const chain = pipeline('origin')
    .from(source())
    .through(...(stages as []));
  await chain.into(sink).run({ deadLetters: { consume: (letter) => void seen.push(letter) } });
  return seen;
}

/** Refuses one value. */
const picky: Stage = {
  name: 'picky',
  process(batch, context) {
    const at = batch.toRows().findIndex(({ value }) => value === 3);
    if (at < 0) return batch;
    context.deadLetter(batch, at, new Error('three'));
    return batch.select((row) => row.value !== 3);
  },
};

test('a row that a stage sets aside names its source, and the position behind its batch', async () => {
  const [letter] = await letters([{ ...picky }], { consume() {} });
  expect(letter).toMatchObject({ component: 'picky', source: source().name, position: 4 });
});

test('a row that a sink sets aside does, too, also behind a buffer', async () => {
  const sink: Sink = {
    name: 'choosy',
    consume(batch, { deadLetter }) {
      batch.toRows().forEach(({ value }, row) => {
        if (value === 5) deadLetter(batch, row, new Error('five'));
      });
    },
  };
  const [letter] = await letters([buffer()], sink);
  expect(letter).toMatchObject({ component: 'choosy', source: source().name, position: 5 });
});

test('so do the rows of a batch that fails as a whole', async () => {
  const failing: Stage = {
    name: 'failing',
    process(batch) {
      if (batch.at(0).value === 1) throw new Error('one');
      return batch;
    },
  };
  const found = await letters([onError('dead-letter', failing)], { consume() {} });
  expect(found.map(({ position }) => position)).toEqual([2, 2]);
});

test('input that could not be read names its source as the component', async () => {
  const reading = fromRecords(Reading, [{ sensorId: 'a' } as never, ...readingsOf([1])]);
  const seen: DeadLetter[] = [];
  await pipeline('origin')
    .from(reading)
    .into({ consume() {} })
    .run({ deadLetters: { consume: (letter) => void seen.push(letter) } });
  expect(seen).toMatchObject([{ component: reading.name, raw: { sensorId: 'a' } }]);
});
