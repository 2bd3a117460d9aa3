import { defineRecord, field } from '@pipe/records';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookup } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';

const Keyed = defineRecord('Keyed', { key: field.dictionary().nullable() });
const adds = { place: field.dictionary(), limit: field.float64().nullable() };

interface Known {
  place: string;
  limit: number | null;
}

const key = fc.constantFrom('a', 'b', 'c', 'd');
const known: fc.Arbitrary<Known> = fc.record({
  place: fc.constantFrom('hall', 'roof', 'yard'),
  limit: fc.constantFrom(1, -0, 0, Number.NaN, null),
});

/** What happens to what is known, a batch of keys that comes then, and which of its records are in play. */
const step = fc.record({
  changes: fc.array(fc.tuple(key, fc.option(known, { nil: undefined })), { maxLength: 3 }),
  inPlace: fc.boolean(),
  keys: fc.array(fc.option(key, { freq: 9 }), { minLength: 1, maxLength: 12 }),
  hasOwnDictionary: fc.boolean(),
  isFiltered: fc.boolean(),
});

/** Forgets what is known of a key, or has something else known of it: in another object, or in the same one. */
function change(map: Map<string, Known>, key: string, to: Known | undefined, inPlace: boolean): void {
  const before = map.get(key);
  if (to === undefined) map.delete(key);
  else if (inPlace && before !== undefined) Object.assign(before, to);
  else map.set(key, { ...to });
}

test.each(['null', 'drop'] as const)(
  'whatever changes between batches is in force, missing: %s',
  async (missing) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const from = new Map<string, Known>();
        const driver = new StageDriver(lookup({ by: 'key', adds, from, missing }));
        const dictionaries = Keyed.dictionaries();
        const expected: unknown[] = [];
        for (const { changes, inPlace, keys, hasOwnDictionary, isFiltered } of steps) {
          for (const [name, to] of changes) change(from, name, to, inPlace);
          const batch = Keyed.batch(keys.length, hasOwnDictionary ? {} : { dictionaries });
          batch.appendRows(keys.map((name) => ({ key: name })));
          const kept = keys.filter((_, i) => !isFiltered || i % 2 === 0);
          if (isFiltered) batch.select((_, i) => i % 2 === 0);
          for (const name of kept) {
            const found = name === null ? undefined : from.get(name);
            if (found !== undefined) expected.push({ key: name, ...found });
            else if (missing === 'null') expected.push({ key: name, place: null, limit: null });
          }
          await driver.process(batch);
        }
        expect(driver.rows.map((row) => ({ ...row }))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  },
);
