import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyStage, sessionWindow, slidingWindow, tumblingWindow } from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';
import { cuts, isClose, largestOf, readingLists } from './reading-lists.ts';
import { runEveryWay } from './run-every-way.ts';
import { sessionReference } from './session-reference.ts';
import { everyAggregate, type WindowRow, windowReference } from './window-reference.ts';

/** Aggregates that are the same to the last bit, whatever the order of the values. */
const exact = new Set(['records', 'values', 'low', 'high', 'first', 'last', 'median']);

/** Runs a stage every way, and compares with what its reference gives, number by number. */
async function expectAsReference(
  make: () => AnyStage,
  readings: readonly ReadingInput[],
  size: number,
  expected: readonly WindowRow[],
): Promise<void> {
  const rows = (await runEveryWay(make, readings, size)) as WindowRow[];
  const frame = ({ sensorId, state, start, end }: WindowRow) => ({ sensorId, state, start, end });
  expect(rows.map(frame)).toEqual(expected.map(frame));
  const largest = largestOf(readings);
  for (const [i, row] of rows.entries()) {
    for (const name of Object.keys(everyAggregate)) {
      const [actual, due] = [row[name], expected[i][name]] as [number | null, number | null];
      const isSame = exact.has(name)
        ? actual === due || Object.is(actual, due)
        : isClose(actual, due, largest * 10);
      if (!isSame) expect({ i, name, actual }).toEqual({ i, name, actual: due });
    }
  }
}

const basics = { aggregates: everyAggregate, by: 'sensorId' } as const;
const lateness = fc.constantFrom(0, 250, 2_000);

describe('law 7, fast equals slow', () => {
  test('tumblingWindow', async () => {
    await fc.assert(
      fc.asyncProperty(
        readingLists,
        cuts,
        fc.constantFrom(100, 1_000, 7_000),
        fc.constantFrom(0, 30, -450),
        lateness,
        fc.constantFrom('emit' as const, 'drop' as const),
        async (list, size, everyMs, offsetMs, latenessMs, partial) => {
          const options = { everyMs, offsetMs, latenessMs, partial };
          const expected = windowReference(list, { ...options, sizeMs: everyMs });
          await expectAsReference(() => tumblingWindow({ ...basics, ...options }), list, size, expected);
        },
      ),
    );
  });

  test('tumblingWindow with updates', async () => {
    await fc.assert(
      fc.asyncProperty(
        readingLists,
        cuts,
        lateness,
        fc.constantFrom(100, 700),
        async (list, size, latenessMs, updateMs) => {
          const options = { everyMs: 1_000, latenessMs, updateMs };
          const expected = windowReference(list, { ...options, sizeMs: 1_000 });
          const make = () => tumblingWindow({ ...basics, ...options, emit: 'updates' });
          await expectAsReference(make, list, size, expected);
        },
      ),
    );
  });

  test('slidingWindow', async () => {
    await fc.assert(
      fc.asyncProperty(
        readingLists,
        cuts,
        fc.constantFrom([1_000, 500], [1_200, 100], [4_000, 1_000], [700, 700]),
        lateness,
        fc.constantFrom(undefined, 600),
        async (list, size, [sizeMs, everyMs], latenessMs, updateMs) => {
          const options = { sizeMs, everyMs, latenessMs, offsetMs: 30 };
          const make = () =>
            updateMs === undefined
              ? slidingWindow({ ...basics, ...options })
              : slidingWindow({ ...basics, ...options, emit: 'updates', updateMs });
          const expected = windowReference(list, { ...options, ...(updateMs ? { updateMs } : {}) });
          await expectAsReference(make, list, size, expected);
        },
      ),
    );
  });

  test('sessionWindow', async () => {
    await fc.assert(
      fc.asyncProperty(
        readingLists,
        cuts,
        fc.constantFrom(100, 250, 1_000),
        fc.constantFrom(0, 250, 2_000, 10_000),
        fc.constantFrom(undefined, 600),
        async (list, size, gapMs, latenessMs, updateMs) => {
          const options = { gapMs, latenessMs };
          const make = () =>
            updateMs === undefined
              ? sessionWindow({ ...basics, ...options })
              : sessionWindow({ ...basics, ...options, emit: 'updates', updateMs });
          const expected = sessionReference(list, { ...options, ...(updateMs ? { updateMs } : {}) });
          await expectAsReference(make, list, size, expected);
        },
      ),
    );
  });
});
