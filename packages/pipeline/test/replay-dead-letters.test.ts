import { expect, test } from 'vitest';
import { collect, fromRecords, onError, pipeline, replayDeadLetters, type Stage } from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

test('records that were set aside come back after the fix, mended where need be', async () => {
  const broken: Stage = {
    process() {
      throw new Error('not yet');
    },
  };
  const bad = { sensorId: 'a', timestamp: 0, value: '7' as never };
  const first = await pipeline('first')
    .from(fromRecords(Reading, [...readingsOf([1, 2]), bad]))
    .through(onError('dead-letter', broken))
    .into(collect())
    .run();
  expect(first.ledger).toMatchObject({ in: 3, out: 0, deadLettered: 3 });

  const replay = async (options = {}) => {
    const sink = collect();
    const source = replayDeadLetters(Reading, first.deadLetters, options);
    const { ledger } = await pipeline('again').from(source).into(sink).run();
    return { values: sink.rows.map((row) => row.value), ledger };
  };
  expect(await replay()).toMatchObject({ values: [1, 2], ledger: { in: 3, out: 2, deadLettered: 1 } });
  const mend = ({ raw }: { raw: unknown }) => ({
    ...(raw as typeof bad),
    value: Number((raw as typeof bad).value),
  });
  expect((await replay({ mend })).values.toSorted()).toEqual([1, 2, 7]);
});
