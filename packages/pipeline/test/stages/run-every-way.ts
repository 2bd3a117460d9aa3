import { expect } from 'vitest';
import type { AnyBatch, AnyStage } from '../../src/index.ts';
import { Cuttable } from '../../src/testing/conformance/cut.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { batchSizes, Reading, type ReadingInput } from '../readings.ts';

/** What became of readings. */
export interface Outcome {
  readonly rows: object[];
  /** Those set aside, with the words that say why. */
  readonly setAside: { readonly reading: object; readonly why: string }[];
}

/**
 * What a stage makes of readings, having checked that it makes the same, to the last bit, of them in batches of any size,
 * between rows that are not in play, with other dictionaries, and when it is interrupted and restored after each batch.
 *
 * @param size - The size of the batches of the last three.
 */
export async function runEveryWay(
  make: () => AnyStage,
  readings: readonly ReadingInput[],
  size: number,
): Promise<object[]> {
  return (await outcomeEveryWay(make, readings, size)).rows;
}

/** {@link runEveryWay}, with what the stage set aside. */
export async function outcomeEveryWay(
  make: () => AnyStage,
  readings: readonly ReadingInput[],
  size: number,
): Promise<Outcome> {
  const input = new Cuttable(
    Reading,
    readings.map((reading) => ({ ...reading })),
  );
  const expected = await outcomeOf(make, input.cut(Math.max(1, readings.length)));
  for (const length of batchSizes) expect(await outcomeOf(make, input.cut(length))).toEqual(expected);
  expect(await outcomeOf(make, input.cutWithRowsOutOfPlay(size))).toEqual(expected);
  expect(await outcomeOf(make, input.cutWithOwnDictionaries(size))).toEqual(expected);
  expect(await outcomeWithInterruptions(make, input.cut(size))).toEqual(expected);
  return expected;
}

async function outcomeOf(make: () => AnyStage, batches: readonly AnyBatch[]): Promise<Outcome> {
  const driver = new StageDriver(make());
  for (const batch of batches) await driver.process(batch);
  await driver.finish();
  return taken(driver);
}

/** Goes on with a new stage, restored from a snapshot of the one before, for each batch. */
async function outcomeWithInterruptions(
  make: () => AnyStage,
  batches: readonly AnyBatch[],
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  let driver = new StageDriver(make());
  for (const batch of batches) {
    await driver.process(batch);
    outcomes.push(taken(driver));
    const state = structuredClone(driver.stage.snapshot?.());
    if (driver.stage.snapshot) driver = new StageDriver(make());
    driver.stage.restore?.(state as never);
  }
  await driver.finish();
  outcomes.push(taken(driver));
  return {
    rows: outcomes.flatMap(({ rows }) => rows),
    setAside: outcomes.flatMap(({ setAside }) => setAside),
  };
}

/** What has come out since the last call. */
function taken({ rows, setAside }: StageDriver): Outcome {
  return {
    rows: rows.splice(0),
    setAside: setAside
      .splice(0)
      .map(({ raw, cause }) => ({ reading: { ...(raw as object) }, why: String(cause) })),
  };
}
