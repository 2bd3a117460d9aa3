import { describe, expect, test } from 'vitest';
import {
  AuditError,
  changesOf,
  defineAudited,
  invariant,
  nonNegative,
  rule,
  subscribe,
  transaction,
  withAuditContext,
} from '../src/index.ts';
import { brief, refusalOf } from './support/changes.ts';

function make() {
  class Settings {
    declare above: number;
    declare below: number;
    declare other?: number;
    constructor(above = 10, below = 0) {
      transaction(this, () => {
        this.above = above;
        this.below = below;
      });
    }
  }
  defineAudited(Settings, { above: { check: nonNegative }, below: {}, other: {} });
  invariant(
    Settings,
    rule('below ≤ above', (each: Settings) => each.below <= each.above),
  );
  return Settings;
}

const tail = (target: object, from: number) => [...changesOf(target)].map(brief).slice(from);

describe('a transaction', () => {
  test('logs the first old and the last new value of each attribute, in the order of first assignment', () => {
    const settings = new (make())();
    const result = transaction(settings, () => {
      settings.below = 5;
      settings.above = 20;
      settings.below = 15;
      return 'done';
    });
    expect(result).toBe('done');
    expect(tail(settings, 2)).toEqual([
      ['below', 0, 15, 'applied'],
      ['above', 10, 20, 'applied'],
    ]);
  });

  test('trap: batched writes 0 → 1 → 2 are reported as 1 → 2, or 0 → 0 as a change', () => {
    const settings = new (make())();
    transaction(settings, () => {
      settings.below = 1;
      settings.below = 2;
      settings.above = 11;
      settings.above = 10;
    });
    expect(tail(settings, 2)).toEqual([['below', 0, 2, 'applied']]);
  });

  test('gives its changes one time', () => {
    const settings = new (make())();
    transaction(settings, () => {
      settings.below = 1;
      settings.above = 11;
    });
    const [first, second] = [...changesOf(settings)].slice(2);
    expect(first.timestamp).toBe(second.timestamp);
  });

  test('trap: a failed update of two attributes keeps the first', () => {
    const settings = new (make())();
    expect(
      refusalOf(() =>
        transaction(settings, () => {
          settings.below = 5;
          settings.above = -1;
        }),
      ),
    ).toMatchObject({ attribute: 'above', rule: 'nonNegative' });
    expect([settings.above, settings.below]).toEqual([10, 0]);
    expect(tail(settings, 2)).toEqual([['above', 10, -1, 'rejected']]);
  });

  test('trap: rolls back on one kind of error only', () => {
    const settings = new (make())();
    for (const error of [new Error('x'), 'text', undefined, new AuditError('rejected', 'mine')]) {
      let caught: unknown = 'nothing';
      try {
        transaction(settings, () => {
          settings.below = 5;
          settings.other = 1;
          throw error;
        });
      } catch (thrown) {
        caught = thrown;
      }
      expect(caught).toBe(error);
      expect([settings.above, settings.below, settings.other]).toEqual([10, 0, undefined]);
    }
    expect(tail(settings, 2)).toEqual([]);
  });

  test('whose final state breaks an invariant is undone, and logged as refused', () => {
    const settings = new (make())();
    const error = refusalOf(() =>
      transaction(settings, () => {
        settings.below = 20;
        settings.above = 15;
      }),
    );
    expect(error.message).toMatch(
      /^Refused by the rule below ≤ above: Settings#1\.below: 0 → 20, Settings#1\.above: 10 → 15\./,
    );
    expect([settings.above, settings.below]).toEqual([10, 0]);
    expect(tail(settings, 2)).toEqual([
      ['below', 0, 20, 'rejected'],
      ['above', 10, 15, 'rejected'],
    ]);
  });

  test('trap: subscribers are told of what is rolled back', () => {
    const settings = new (make())();
    const heard: unknown[] = [];
    subscribe(settings, (change) => heard.push([...brief(change), settings.above, settings.below]));
    transaction(settings, () => {
      settings.below = 5;
      settings.above = 6;
      expect(heard).toEqual([]);
    });
    expect(() =>
      transaction(settings, () => {
        settings.below = 1;
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(heard).toEqual([
      ['below', 0, 5, 'applied', 6, 5],
      ['above', 10, 6, 'applied', 6, 5],
    ]);
  });

  test('trap: a batch flag is not restored after an exception', () => {
    const settings = new (make())();
    expect(() =>
      transaction(settings, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    settings.below = 3;
    expect(tail(settings, 2)).toEqual([['below', 0, 3, 'applied']]);
  });

  test('spans several targets', () => {
    const Settings = make();
    const [one, two] = [new Settings(), new Settings()];
    expect(() =>
      transaction([one, two], () => {
        one.below = 1;
        two.below = 99;
      }),
    ).toThrow(AuditError);
    expect([one.below, two.below]).toEqual([0, 0]);
    transaction([one, two, one], () => {
      one.below = 1;
      two.below = 2;
    });
    expect([one.below, two.below]).toEqual([1, 2]);
  });

  test('leaves targets that are not listed alone', () => {
    const Settings = make();
    const [one, two] = [new Settings(), new Settings()];
    expect(() =>
      transaction(one, () => {
        two.below = 4;
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(two.below).toBe(4);
  });

  test('within another one becomes part of it, or is undone alone', () => {
    const settings = new (make())();
    transaction(settings, () => {
      settings.below = 1;
      transaction(settings, () => {
        settings.above = 11;
      });
      expect(() =>
        transaction(settings, () => {
          settings.above = 12;
          settings.below = 7;
          throw new Error('inner');
        }),
      ).toThrow('inner');
      expect([settings.above, settings.below]).toEqual([11, 1]);
    });
    expect(tail(settings, 2)).toEqual([
      ['below', 0, 1, 'applied'],
      ['above', 10, 11, 'applied'],
    ]);
  });

  test('within another one is undone with it', () => {
    const settings = new (make())();
    expect(() =>
      transaction(settings, () => {
        transaction(settings, () => {
          settings.above = 11;
        });
        throw new Error('outer');
      }),
    ).toThrow('outer');
    expect(settings.above).toBe(10);
    expect(tail(settings, 2)).toEqual([]);
  });

  test('keeps the context of the last assignment', () => {
    const settings = new (make())();
    transaction(settings, () => {
      withAuditContext({ actor: 'alice' }, () => {
        settings.below = 1;
      });
      withAuditContext({ actor: 'bob' }, () => {
        settings.below = 2;
      });
    });
    expect(changesOf(settings).at(-1)).toMatchObject({ oldValue: 0, newValue: 2, actor: 'bob' });
  });

  test('gives initial values too', () => {
    const settings = new (make())(3, 2);
    expect([...changesOf(settings)].map(({ newValue, initial }) => [newValue, initial])).toEqual([
      [3, true],
      [2, true],
    ]);
  });
});

describe('an asynchronous body', () => {
  test('is refused before it is called', () => {
    const settings = new (make())();
    let called = false;
    const body = async () => {
      called = true;
    };
    expect(() => transaction(settings, body)).toThrow(
      /takes a synchronous function, not this AsyncFunction; it was not called/,
    );
    expect(() =>
      transaction(settings, function* () {
        called = true;
        yield;
      }),
    ).toThrow(AuditError);
    expect(called).toBe(false);
  });

  test('that shows only by what it returns is undone, and the error says that later writes are outside', async () => {
    const settings = new (make())();
    const body = () => {
      settings.below = 1;
      return Promise.resolve().then(() => {
        settings.below = 2;
        throw new Error('unseen');
      });
    };
    expect(() => transaction(settings, body)).toThrow(
      /What it has assigned is undone; what it assigns later is outside/,
    );
    expect(settings.below).toBe(0);
    await new Promise(setImmediate);
    expect(settings.below).toBe(2);
  });
});
