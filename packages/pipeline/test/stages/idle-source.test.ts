import { expect, test } from 'vitest';
import {
  type AnyBatch,
  type AnyStage,
  filter,
  fromAsyncIterable,
  merge,
  pipeline,
  sessionWindow,
  slidingWindow,
  tumblingWindow,
} from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';

const counts = { aggregates: { records: 'count' }, by: 'sensorId' } as const;

test.each<[name: string, stage: () => AnyStage]>([
  ['tumblingWindow', () => tumblingWindow({ ...counts, everyMs: 2_000 })],
  ['slidingWindow', () => slidingWindow({ ...counts, everyMs: 1_000, sizeMs: 2_000 })],
  ['sessionWindow', () => sessionWindow({ ...counts, gapMs: 1_500 })],
])('a source that falls silent holds back no windows, nor its own: %s', async (_, stage) => {
  const [heard, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const silent = fromAsyncIterable(Reading, async function* () {
    yield { sensorId: 'silent', timestamp: 0, value: 1 };
    await done.promise;
  });
  const busy = fromAsyncIterable(Reading, async function* () {
    await heard.promise;
    yield* [...readingsOf([1, 2, 3, 4], 'busy'), { sensorId: 'busy', timestamp: 60_000, value: 5 }];
  });
  const listen = ({ sensorId }: { readonly sensorId: string }) => {
    if (sensorId === 'silent') heard.resolve();
    return true;
  };
  const keys = new Set<unknown>();
  const consume = (batch: AnyBatch) => {
    for (const { sensorId } of batch.toRows() as unknown as { sensorId: string }[]) keys.add(sensorId);
    if (keys.size === 2) done.resolve();
  };
  await pipeline('idle')
    .from(merge(silent, busy))
    .through(filter({ reads: Reading.fields, where: listen }), stage() as never)
    .into({ name: 'windows', consume })
    .run();
  expect(keys).toEqual(new Set(['silent', 'busy']));
});
