import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  AsyncDisposable,
  Disposable,
  isNumber,
  method,
  ProtocolError,
  property,
  protocol,
} from '../src/index.ts';
import {
  type Check,
  closesOnEarlyExit,
  conforms,
  disposesTwice,
  endsOnAbort,
  type Law,
  runChecks,
} from '../src/testing.ts';

interface Counting {
  count(options: { signal?: AbortSignal }): AsyncIterable<number>;
  readonly step: number;
}

const Counting = protocol<Counting>('Counting', { count: method({ arity: 1 }), step: property(isNumber) });

/** Counts until it is told to stop, waiting for nothing in between but the first three. */
class Counter implements Counting {
  readonly step = 1;
  async *count({ signal }: { signal?: AbortSignal } = {}) {
    for (let value = 0; !signal?.aborted; value += this.step) {
      if (value > 2) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      else yield value;
    }
  }
}

const laws: Law<Counting>[] = [
  closesOnEarlyExit((counter) => counter.count({})),
  endsOnAbort((counter, signal) => counter.count({ signal }), { within: 100 }),
];

/** What each check says: nothing when it holds. */
async function outcomes(checks: Iterable<Check>): Promise<Record<string, string | undefined>> {
  const said: Record<string, string | undefined> = {};
  for (const { name, run } of checks)
    said[name] = await run().then(
      () => undefined,
      (error) => error.message,
    );
  return said;
}

async function outcomeOf<Type>(law: Law<Type>, value: Type): Promise<string | undefined> {
  return Promise.resolve(law.test(value)).then(
    () => undefined,
    (error) => error.message,
  );
}

describe('conforms()', () => {
  test('yields a named check for each member, for the getters, and for each law', async () => {
    expect(await outcomes(conforms(Counting, () => new Counter(), laws))).toEqual({
      'Counting: count(a)': undefined,
      'Counting: step: isNumber': undefined,
      'Counting: its getters give what they should': undefined,
      'Counting: closes on early exit': undefined,
      'Counting: an abort ends a pending read': undefined,
    });
  });

  test('the check of a member fails with the whole of what is wrong', async () => {
    const [first, second] = conforms(Counting, () => ({ step: 1 }) as Counting);
    await expect(first?.run()).rejects.toThrow(ProtocolError);
    await expect(second?.run()).resolves.toBeUndefined();
  });

  test('what a getter gives is checked', async () => {
    const value = (): Counting => ({
      count: async function* () {},
      get step() {
        return 'one' as never;
      },
    });
    expect(await outcomes(conforms(Counting, value))).toMatchObject({
      'Counting: step: isNumber': undefined,
      'Counting: its getters give what they should': expect.stringContaining("found 'one'"),
    });
  });

  test('makes a value for every check, and disposes of it', async () => {
    const log: string[] = [];
    const make = async () => {
      log.push('made');
      return {
        async [Symbol.asyncDispose]() {
          log.push('disposed');
        },
      };
    };
    const [member] = conforms(AsyncDisposable, make);
    await member?.run();
    expect(log).toEqual(['made', 'disposed']);
  });

  test('a failure while disposing does not hide the first', async () => {
    const make = () => ({
      [Symbol.dispose]() {
        throw new Error('while disposing');
      },
    });
    const broken: Law<Disposable> = {
      name: 'broken',
      test: () => {
        throw new Error('first');
      },
    };
    const said = await outcomes(conforms(Disposable, make, [broken]));
    expect(said['Disposable: broken']).toBe('first');
    expect(said['Disposable: [Symbol.dispose]()']).toBe('while disposing');
  });

  test('a value that does not close is named, and keeps no check waiting', async () => {
    class Handle {
      [Symbol.asyncDispose](): Promise<void> {
        return new Promise(() => {});
      }
    }
    const said = await outcomes(conforms(AsyncDisposable, () => new Handle(), [], { within: 20 }));
    expect(said).toEqual({
      'AsyncDisposable: [Symbol.asyncDispose]()':
        'After 20 ms, [Symbol.asyncDispose]() of Handle is still pending.',
      'AsyncDisposable: its getters give what they should': expect.stringContaining('of Handle is still'),
      'AsyncDisposable: disposing twice is harmless': expect.stringContaining('of Handle is still'),
    });
  });

  test('where there is something to dispose, doing so twice is a law', async () => {
    const once = () => {
      let isOpen = true;
      return {
        async [Symbol.asyncDispose]() {
          if (!isOpen) throw new Error('not open');
          isOpen = false;
        },
      };
    };
    expect(await outcomes(conforms(AsyncDisposable, once))).toMatchObject({
      'AsyncDisposable: [Symbol.asyncDispose]()': undefined,
      'AsyncDisposable: disposing twice is harmless': 'not open',
    });
  });
});

describe('closesOnEarlyExit()', () => {
  const law = closesOnEarlyExit((items: Iterable<number> | AsyncIterable<number>) => items, { within: 20 });

  test('holds for generators', async () => {
    expect(await outcomeOf(law, new Counter().count())).toBeUndefined();
    const values = function* () {
      yield 1;
    };
    expect(await outcomeOf(law, values())).toBeUndefined();
  });

  test.each<[string, Iterator<number> | AsyncIterator<number>, string]>([
    [
      'nothing to read',
      { next: () => ({ done: true, value: undefined }) },
      'There is no item to break off after',
    ],
    ['no return()', { next: () => ({ value: 1 }) }, 'The iterator has no return()'],
    [
      'a return() without effect',
      { next: () => ({ value: 1 }), return: () => ({ done: true, value: 1 }) },
      'The iterator gives items after return()',
    ],
    [
      'a return() without end',
      { next: () => ({ value: 1 }), return: () => new Promise<never>(() => {}) as never },
      'After 20 ms, return() is still pending',
    ],
    [
      'a read without end',
      { next: () => new Promise<never>(() => {}) as never },
      'After 20 ms, the first item is still pending',
    ],
  ])('finds %s', async (_title, iterator, message) => {
    const items = { [Symbol.iterator]: () => iterator } as Iterable<number>;
    expect(await outcomeOf(law, items)).toContain(message);
  });
});

describe('endsOnAbort()', () => {
  const short = { within: 50, quiet: 10 };
  type Read = Parameters<typeof endsOnAbort<undefined>>[0];
  const outcome = (read: Read) => outcomeOf(endsOnAbort(read, short), undefined);

  test('holds for what resolves or rejects at the abort', async () => {
    expect(await outcome((_, signal) => delay(10_000, undefined, { signal }))).toBeUndefined();
    expect(
      await outcome((_, signal) => new Promise((resolve) => signal.addEventListener('abort', resolve))),
    ).toBeUndefined();
  });

  test('holds for a reading that never waits, and ends', async () => {
    expect(
      await outcome(async function* (_, signal) {
        while (!signal.aborted) yield 1;
      }),
    ).toBeUndefined();
  });

  test('finds a read that is deaf to its signal', async () => {
    expect(await outcome(() => new Promise(() => {}))).toBe(
      'After 50 ms, a read that was aborted is still pending.',
    );
  });

  test('finds a reading that goes on', async () => {
    expect(
      await outcome(async function* () {
        for (;;) yield 1;
      }),
    ).toBe('The reading goes on after the abort.');
  });

  test('does not pass for a reading that was over before', async () => {
    expect(await outcome(async () => 1)).toContain('The reading ended before it could be aborted');
    expect(
      await outcome(async () => {
        throw new Error('failed of itself');
      }),
    ).toBe('failed of itself');
  });
});

test('disposesTwice() wants something to dispose', async () => {
  expect(await outcomeOf(disposesTwice(), {})).toBe(
    'There is neither [Symbol.asyncDispose] nor [Symbol.dispose].',
  );
});

runChecks({ describe, test }, 'Counter', Counting, () => new Counter(), laws);

test('runs under node:test', () => {
  const fixture = fileURLToPath(new URL('fixtures/node-runner.ts', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', fixture], {
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(/ok 1 - A handle conforms to Disposable/);
  expect(stdout).toMatch(/not ok 2 - A broken handle conforms to Disposable/);
  expect(stdout).toMatch(/ok \d - Disposable: disposing twice is harmless/);
});
