import { describe, expect, test, vi } from 'vitest';
import {
  alarms,
  type Checkpoint,
  collect,
  fromRecords,
  memoryCheckpointStore,
  PipelineError,
  pipeline,
  type RunOptions,
} from '../src/index.ts';
import { Reading, readingsOf } from './readings.ts';

const boiler = () =>
  pipeline('boiler')
    .from(fromRecords(Reading, readingsOf([1])))
    .into(collect());

/** As untyped code would give them. */
const problemsOf = (options: object, described = boiler()): string[] =>
  described.check(options as RunOptions).issues.map(({ code, place, message }) => {
    expect({ code, place }).toEqual({ code: 'setting', place: 'options' });
    return message;
  });

describe('a guarantee', () => {
  test('that there is not is an issue, with what was most likely meant', () => {
    expect(problemsOf({ guarantee: 'at-lest-once' })).toEqual([
      `guarantee is 'at-most-once', 'at-least-once' or 'effectively-once'; it was "at-lest-once" (did you mean 'at-least-once'?)`,
    ]);
    expect(problemsOf({ guarantee: null })).toEqual([expect.stringMatching(/it was null$/)]);
  });

  test('that parts cannot give is told together with everything else that is wrong', () => {
    const { issues } = pipeline('')
      .from({ stream: fromRecords(Reading, []).stream, recordType: Reading })
      .into({ name: 'archive', reads: { valeu: ['float64'] }, consume() {} })
      .check({ guarantee: 'effectively-once' });
    expect(issues.map(({ code, place }) => `${code} ${place}`)).toEqual([
      'missing-part name',
      'missing-field sinks[0] archive',
      'guarantee sources[0]',
      'guarantee checkpoint',
      'guarantee sinks[0] archive',
    ]);
  });
});

describe('options that cannot be meant', () => {
  const store = { load: () => undefined, save() {} };

  test.each<[object, RegExp]>([
    [{ signal: {} }, /^signal: AbortSignal expects throwIfAborted\(\), found nothing/],
    [{ signal: null }, /^signal: AbortSignal expects .*found null/],
    [{ checkpoint: {} }, /^checkpoint\.store: CheckpointStore expects load\(pipeline\), found undefined/],
    [{ checkpoint: null }, /^checkpoint is an object with store, everyMs, .*; it was null$/],
    [{ checkpoint: 'memory' }, /^checkpoint is an object with .*; it was "memory"$/],
    [
      { checkpoint: { save() {} } },
      /^checkpoint\.store: CheckpointStore expects load\(pipeline\), found nothing/,
    ],
    [{ checkpoint: { store: { ...store, save: 3 } } }, /^checkpoint\.store: .* save\(checkpoint\), found 3$/],
    [
      { checkpoint: { store, everyRecords: -1 } },
      /^checkpoint\.everyRecords is a number of records, 1 or more; it was -1$/,
    ],
    [
      { checkpoint: { store, everyMs: Number.NaN } },
      /^checkpoint\.everyMs is a number of milliseconds, zero or more; it was NaN$/,
    ],
    [
      { checkpoint: { store, everMs: 5 } },
      /^there is no option checkpoint\.everMs \(did you mean 'everyMs'\?\); there are store, everyMs, /,
    ],
    [
      { checkpoint: { store, onOtherShape: 'rest' } },
      /^checkpoint\.onOtherShape is 'reset' or a function; it was "rest" \(did you mean 'reset'\?\)$/,
    ],
    [{ commitEveryMs: '5' }, /^commitEveryMs is a number of milliseconds, zero or more; it was "5"$/],
    [{ onProgress: 3 }, /^onProgress is a function; it was 3$/],
    [{ progressIntervalMs: -1 }, /^progressIntervalMs is .*it was -1$/],
    [{ deadLetters: {} }, /^deadLetters: DeadLetterSink expects consume\(letter\), found nothing$/],
    [{ deadLetters: { consum() {} } }, /found nothing; it has consum: did you mean consume\?$/],
    [{ eventTime: 3 }, /^eventTime is the name of a field; it was 3$/],
    [
      { eventTime: 'timestmp' },
      /^eventTime reads the field 'timestmp', and Reading has none of that name \(did you mean 'timestamp'\?\)/,
    ],
    [
      { eventTime: 'value' },
      /^eventTime reads the field 'value' of Reading as timestamp, but it is float64$/,
    ],
    [{ closeDeadlineMs: -5 }, /^closeDeadlineMs is a number of milliseconds, zero or more; it was -5$/],
    [{ clock: {} }, /^clock: Clock expects now\(\), found nothing$/],
    [{ wallClock: { now: 3 } }, /^wallClock: Clock expects now\(\), found 3$/],
    [
      { checkpont: store },
      /^there is no option checkpont \(did you mean 'checkpoint'\?\); there are signal, guarantee, /,
    ],
    [{ retries: 3 }, /^there is no option retries; there are /],
  ])('%o', (options, message) => {
    expect(problemsOf(options)).toEqual([expect.stringMatching(message)]);
  });

  test.each([null, 3, 'fast'])('%o in place of all of them', (options) => {
    expect(problemsOf(options as never)).toEqual([
      expect.stringMatching(/^options is an object with signal, .*; it was (null|3|"fast")$/),
    ]);
  });

  test('are all told at once, with what else is wrong, before anything is opened', async () => {
    const open = vi.fn();
    const options = {
      checkpoint: { everyMs: -1 },
      deadLetters: {},
      eventTime: 'at',
      closeDeadlineMs: -5,
      singal: {},
      guarantee: 'effectively-once',
    };
    const described = pipeline('boiler')
      .from({ recordType: Reading, stream: fromRecords(Reading, []).stream, open })
      .into({ name: 'archive', consume() {} });
    const error: PipelineError = await described.run(options as never).then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(PipelineError);
    expect(
      error.issues.map(({ place, message }) => `${place}: ${/^\S+( is no option \w+)?/.exec(message)?.[0]}`),
    ).toEqual([
      'options: there is no option singal',
      'options: checkpoint.store:',
      'options: checkpoint.everyMs',
      'options: deadLetters:',
      'options: closeDeadlineMs',
      'options: eventTime',
      'sources[0]: cannot',
      'checkpoint: cannot',
      'sinks[0] archive: cannot',
      'deadLetters: cannot',
    ]);
    expect(() => described.start(options as never)).toThrow(/was not started: 10 things are wrong/);
    expect(open).not.toHaveBeenCalled();
  });
});

describe('options that can be meant', () => {
  test.each<RunOptions>([
    {},
    {
      signal: undefined,
      guarantee: undefined,
      checkpoint: undefined,
      clock: undefined,
      eventTime: undefined,
    },
    { commitEveryMs: 0, progressIntervalMs: Number.POSITIVE_INFINITY, closeDeadlineMs: 0 },
    { signal: AbortSignal.timeout(1_000), clock: performance, wallClock: Date, eventTime: 'timestamp' },
    { checkpoint: memoryCheckpointStore() },
    { checkpoint: { store: memoryCheckpointStore(), everyMs: 0, everyRecords: 1, onOtherShape: 'reset' } },
    { deadLetters: { consume() {} }, onProgress() {} },
  ])('%o', (options) => {
    expect(problemsOf(options)).toEqual([]);
  });

  test('a store that has a member of the name store is a store all the same', async () => {
    class FolderStore {
      readonly store = new Map<string, Checkpoint>();
      load(name: string) {
        return this.store.get(name);
      }
      save(checkpoint: Checkpoint) {
        this.store.set(checkpoint.pipeline, checkpoint);
      }
    }
    const checkpoint = new FolderStore();
    await boiler().run({ checkpoint });
    expect(checkpoint.store.get('boiler')).toMatchObject({ epoch: 1 });
  });

  test('eventTime names a field of what reaches a sink, whichever', () => {
    const alarming = pipeline('boiler')
      .from(fromRecords(Reading, []))
      .branch({
        raw: (input) => input.into(collect()),
        alarms: (input) => input.through(alarms({ field: 'value', above: 5 })).into(collect()),
      });
    expect(problemsOf({ eventTime: 'timestamp' }, alarming)).toEqual([]);
    expect(problemsOf({ eventTime: 'start' }, alarming)).toEqual([]);
    expect(problemsOf({ eventTime: 'sensorId' }, alarming)).toEqual([
      expect.stringMatching(/'sensorId' of Reading/),
    ]);
  });
});

describe('the reason of an abort', () => {
  const abortedWith = (reason: unknown): Promise<unknown> =>
    boiler()
      .run({ signal: AbortSignal.abort(reason) })
      .catch((thrown: unknown) => thrown);

  test.each([
    ['an error', new Error('night shift is over')],
    ['an object', { by: 'operator' }],
    ['none given', undefined],
  ])('carries the report: %s', async (_, reason) => {
    expect(await abortedWith(reason)).toMatchObject({ report: { name: 'boiler', ended: 'aborted' } });
  });

  test('is thrown as it is, without a report, where it can carry none', async () => {
    expect(await abortedWith('night shift is over')).toBe('night shift is over');
    const frozen = Object.freeze(new Error('night shift is over'));
    expect(await abortedWith(frozen)).toBe(frozen);
  });
});

test('a deadline longer than timers can wait is no shorter for it', async () => {
  const slow = { name: 'slow', consume: () => new Promise<void>((resolve) => setTimeout(resolve, 20)) };
  const run = pipeline('boiler')
    .from(fromRecords(Reading, readingsOf([1])))
    .into(slow)
    .start({ closeDeadlineMs: Number.POSITIVE_INFINITY });
  await new Promise((resolve) => setTimeout(resolve));
  await expect(run.stop()).resolves.toMatchObject({ ledger: { out: 1 } });
});
