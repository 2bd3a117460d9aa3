import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  bindAuditContext,
  changesOf,
  currentAuditContext,
  defineAudited,
  withAuditContext,
} from '../src/index.ts';

const make = () => defineAudited({ value: 0 }, { value: {} });
const actors = (settings: { value: number }) =>
  [...changesOf(settings, 'value')].slice(1).map(({ newValue, actor }) => [newValue, actor]);

describe('withAuditContext', () => {
  test('puts actor, reason and correlationId on the changes within', () => {
    const settings = make();
    const result = withAuditContext({ actor: 'alice', reason: 'noise', correlationId: 'r-1' }, () => {
      settings.value = 1;
      return 'done';
    });
    settings.value = 2;
    expect(result).toBe('done');
    expect(changesOf(settings).at(1)).toMatchObject({
      actor: 'alice',
      reason: 'noise',
      correlationId: 'r-1',
    });
    expect(changesOf(settings).at(2)).not.toHaveProperty('actor');
  });

  test('is carried across awaits, each its own', async () => {
    const settings = make();
    const work = (actor: string, value: number) =>
      withAuditContext({ actor }, async () => {
        await setTimeout(value);
        settings.value = value;
      });
    await Promise.all([work('alice', 1), work('bob', 3)]);
    expect(actors(settings)).toEqual([
      [1, 'alice'],
      [3, 'bob'],
    ]);
  });

  test('inherits what it does not set from the context around it', () => {
    const settings = make();
    withAuditContext({ actor: 'alice', reason: 'a' }, () =>
      withAuditContext({ reason: 'b' }, () => {
        settings.value = 1;
      }),
    );
    expect(changesOf(settings).at(1)).toMatchObject({ actor: 'alice', reason: 'b' });
  });

  test('trap: leaving an inner context keeps the inner actor', async () => {
    const settings = make();
    await withAuditContext({ actor: 'outer' }, async () => {
      await withAuditContext({ actor: 'inner' }, async () => setTimeout(1));
      settings.value = 1;
      expect(() =>
        withAuditContext({ actor: 'thrower' }, () => {
          throw new Error('x');
        }),
      ).toThrow('x');
      settings.value = 2;
    });
    expect(currentAuditContext()).toBeUndefined();
    expect(actors(settings)).toEqual([
      [1, 'outer'],
      [2, 'outer'],
    ]);
  });

  test('takes text only', () => {
    expect(() => withAuditContext({ actor: 7 as never }, () => {})).toThrow(
      'The actor of an audit context has to be text.',
    );
  });

  test('hands its body the context, to run other code in', () => {
    const settings = make();
    const context = withAuditContext({ actor: 'alice' }, (each) => each);
    context.run(() => {
      settings.value = 1;
    });
    expect(actors(settings)).toEqual([[1, 'alice']]);
  });
});

describe('bindAuditContext', () => {
  test('trap: a generator runs in the context of each consumer', async () => {
    const settings = make();
    async function* stream() {
      for (const value of [1, 2, 3]) {
        settings.value = value;
        yield value;
        await setTimeout(0);
      }
    }
    const [bare, bound] = withAuditContext({ actor: 'creator' }, () => [
      stream(),
      bindAuditContext(stream()),
    ]);
    for (const source of [bare, bound]) {
      await withAuditContext({ actor: 'consumer' }, async () => {
        for await (const _ of source);
      });
    }
    expect(actors(settings).map(([, actor]) => actor)).toEqual([
      ...['consumer', 'consumer', 'consumer'],
      ...['creator', 'creator', 'creator'],
    ]);
  });

  test('closes a bound generator, in its context, when its consumer leaves early', async () => {
    const settings = make();
    function* stream() {
      try {
        yield 1;
      } finally {
        settings.value = 9;
      }
    }
    const bound = withAuditContext({ actor: 'creator' }, () => bindAuditContext(stream()));
    for (const _ of bound) break;
    expect(actors(settings)).toEqual([[9, 'creator']]);
  });

  test('binds an iterable: each iterator it gives', () => {
    const settings = make();
    const iterable = {
      *[Symbol.iterator]() {
        settings.value += 1;
        yield settings.value;
      },
    };
    const bound = withAuditContext({ actor: 'creator' }, () => bindAuditContext(iterable));
    expect([[...bound], [...bound]]).toEqual([[1], [2]]);
    expect(actors(settings).map(([, actor]) => actor)).toEqual(['creator', 'creator']);
  });

  test('trap: an event listener runs in the context of the emitter', () => {
    const settings = make();
    const emitter = new EventEmitter();
    const listener = (value: number) => {
      settings.value = value;
    };
    withAuditContext({ actor: 'subscriber' }, () => emitter.on('event', bindAuditContext(listener)));
    withAuditContext({ actor: 'emitter' }, () => emitter.emit('event', 1));
    expect(actors(settings)).toEqual([[1, 'subscriber']]);
  });

  test('binds to no context where there is none', () => {
    const settings = make();
    const bound = bindAuditContext(() => {
      settings.value = 1;
    });
    withAuditContext({ actor: 'caller' }, bound);
    expect(actors(settings)).toEqual([[1, undefined]]);
  });
});
