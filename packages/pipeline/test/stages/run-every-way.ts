import { expect } from 'vitest';
import type { AnyBatch, AnyStage } from '../../src/index.ts';
import { Cuttable } from '../../src/testing/conformance/cut.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { batchSizes, Reading, type ReadingInput } from '../readings.ts';

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
  const input = new Cuttable(
    Reading,
    readings.map((reading) => ({ ...reading })),
  );
  const expected = await rowsOf(make, input.cut(Math.max(1, readings.length)));
  for (const length of batchSizes) expect(await rowsOf(make, input.cut(length))).toEqual(expected);
  expect(await rowsOf(make, input.cutWithRowsOutOfPlay(size))).toEqual(expected);
  expect(await rowsOf(make, input.cutWithOwnDictionaries(size))).toEqual(expected);
  expect(await rowsWithInterruptions(make, input.cut(size))).toEqual(expected);
  return expected;
}

async function rowsOf(make: () => AnyStage, batches: readonly AnyBatch[]): Promise<object[]> {
  const driver = new StageDriver(make());
  for (const batch of batches) await driver.process(batch);
  await driver.finish();
  return driver.rows;
}

/** Goes on with a new stage, restored from a snapshot of the one before, for each batch. */
async function rowsWithInterruptions(make: () => AnyStage, batches: readonly AnyBatch[]): Promise<object[]> {
  const rows: object[] = [];
  let driver = new StageDriver(make());
  for (const batch of batches) {
    await driver.process(batch);
    rows.push(...driver.rows);
    if (driver.stage.snapshot === undefined) {
      driver.rows.length = 0;
      continue;
    }
    const state = structuredClone(driver.stage.snapshot());
    driver = new StageDriver(make());
    driver.stage.restore?.(state as never);
  }
  await driver.finish();
  return [...rows, ...driver.rows];
}
