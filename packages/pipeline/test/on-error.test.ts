import { describe, expect, test } from 'vitest';
import {
  buffer,
  collect,
  count,
  fromRecords,
  onError,
  PipelineError,
  pipeline,
  type Stage,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const passing: Stage = { name: 'passing', process: (batch) => batch };

/** As untyped code would call it. */
const untyped = onError as (...given: unknown[]) => unknown;

describe('an error policy', () => {
  test('that there is not is refused, with what was most likely meant', () => {
    expect(() => untyped('skp', passing)).toThrow(PipelineError);
    expect(() => untyped('skp', passing)).toThrow(
      `onError: policy is 'fail', 'dead-letter' or 'skip'; it was "skp" (did you mean 'skip'?).`,
    );
  });

  test.each([undefined, null, 3])('is of a stage or a sink, not of %o', (component) => {
    expect(() => untyped('skip', component)).toThrow(PipelineError);
    expect(() => untyped('skip', component)).toThrow(
      `onError: component is a stage or a sink; it was ${component}`,
    );
    expect(() => untyped('skp', component)).toThrow(/policy is .*; component is /);
  });

  test('that a component says itself is checked with everything else', () => {
    const { issues } = pipeline('boiler')
      .from(fromRecords(Reading, []))
      .through({ ...passing, onError: 'skp' as never })
      .into({ name: 'archive', consume() {}, onError: 3 as never })
      .check({ guarantee: 'at-lest-once' as never });
    expect(issues).toMatchObject([
      { code: 'setting', place: 'options' },
      {
        code: 'setting',
        place: 'stages[0] passing',
        message: expect.stringMatching(/^onError is .*'skip'\?\)$/),
      },
      {
        code: 'setting',
        place: 'sinks[0] archive',
        message: expect.stringMatching(/^onError is .*it was 3$/),
      },
    ]);
  });
});

describe('a policy around a buffer', () => {
  test('leaves it a buffer: what comes before it does not wait for what comes after', async () => {
    const slow = {
      name: 'slow',
      consume: () => new Promise<void>((resolve) => setTimeout(resolve, 5)),
    };
    const { ledger } = await pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([1, 2, 3, 4, 5, 6]), { batchSize: 1 }))
      .through(onError('dead-letter', onError('skip', buffer({ records: 1, overflow: 'dropNewest' }))))
      .into(slow)
      .run();
    expect(ledger.dropped).toBeGreaterThan(0);
    expect(ledger).toMatchObject({ in: 6, deadLettered: 0 });
  });

  test('and policies around the stages beside it go on meaning what they say', async () => {
    const failing: Stage = {
      name: 'failing',
      process() {
        throw new RangeError('no');
      },
    };
    const archive = collect();
    const { ledger } = await pipeline('boiler')
      .from(fromRecords(Reading, readingsOf([1, 2])))
      .through(onError('skip', buffer()), onError('dead-letter', failing))
      .into(archive, count())
      .run();
    expect(ledger).toMatchObject({ in: 2, out: 0, deadLettered: 2 });
  });
});
