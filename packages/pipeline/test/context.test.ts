import { type Change, changesOf, withAuditContext } from '@pipe/audit';
import { expect, test } from 'vitest';
import {
  fromAsyncIterable,
  pipeline,
  type Stage,
  type ThresholdSettings,
  thresholdFilter,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

/** A stage that raises its own limit with each batch. */
function adaptive(): Stage {
  const inner = thresholdFilter({ field: 'value', above: 0 }).create?.() as Stage;
  const settings = inner.settings as ThresholdSettings;
  return {
    name: 'adaptive',
    settings,
    async process(batch, context) {
      await undefined;
      settings.above = (batch.at(0).value as number) - 1;
      return inner.process(batch, context);
    },
  };
}

test('what components change has the context in which the run was started; what others change has theirs', async () => {
  const gate = Promise.withResolvers<void>();
  const values = async function* () {
    yield* readingsOf([1, 2]);
    await gate.promise;
    yield* readingsOf([3]);
  };
  const run = withAuditContext({ actor: 'scheduler', reason: 'nightly' }, () =>
    pipeline('context')
      .from(fromAsyncIterable(Reading, values, { batchSize: 1 }))
      .through(adaptive())
      .into({ consume() {} })
      .start(),
  );
  const settings = run.settings<ThresholdSettings>('adaptive');
  await new Promise((resolve) => setTimeout(resolve, 5));
  withAuditContext({ actor: 'night shift', reason: 'false alarms' }, () => {
    run.pause();
    settings.above = 7;
    gate.resolve();
    run.resume();
  });
  await run.report;
  const changes = Array.from(changesOf(settings, 'above') as Iterable<Change>);
  expect(changes.slice(-4).map(({ newValue, actor }) => [newValue, actor])).toEqual([
    [0, 'scheduler'],
    [1, 'scheduler'],
    [7, 'night shift'],
    [2, 'scheduler'],
  ]);
});
