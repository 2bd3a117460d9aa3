import type { AnyBatch } from '../../any-record.ts';
import { expectThat } from './check.ts';
import { Cuttable } from './cut.ts';
import { expectReads } from './expect-reads.ts';
import { difference } from './same.ts';
import { rowsOf } from './source-session.ts';
import type { MakeStage, StageConformanceOptions } from './stage-conformance.ts';
import { StageDriver } from './stage-driver.ts';

/** The sizes at which input is cut: alone, in pairs, off any power of two, and as usual. */
const batchSizes = [1, 2, 511, 2_048];

/** The checks of {@link stageConformance}, each on stages of its own. */
export class StageSuite {
  readonly #make: MakeStage;
  readonly #input: Cuttable;

  constructor(make: MakeStage, { recordType, records }: StageConformanceOptions) {
    this.#make = make;
    this.#input = new Cuttable(recordType, records);
  }

  async restoresSnapshots(): Promise<void> {
    const stage = await this.#make();
    expectThat(
      (stage.snapshot === undefined) === (stage.restore === undefined),
      'snapshot() and restore() go together; it has one of them',
    );
  }

  async makesItsType(): Promise<void> {
    const driver = await this.#driver();
    const { stage } = driver;
    const { recordType } = this.#input;
    expectReads(stage.reads, recordType);
    const output = stage.output?.(recordType) ?? recordType;
    const again = stage.output?.(recordType) ?? recordType;
    expectThat(output.schemaHash === again.schemaHash, `output() gave ${output.name} and then ${again.name}`);
    await this.#drive(driver, this.#input.cut(7));
    for (const { name, schemaHash } of driver.types) {
      expectThat(
        schemaHash === output.schemaHash,
        `it made records of ${name}, where output() says ${output.name} with other fields`,
      );
    }
  }

  async takesNothing(): Promise<void> {
    const driver = await this.#driver();
    const { recordType } = this.#input;
    const noneInPlay = this.#input.cut(5).map((batch) => batch.narrow(new Uint32Array(0), 0));
    await this.#drive(driver, [recordType.batch(0), ...noneInPlay]);
    const unfed = await this.#driver();
    await this.#drive(unfed, []);
    for (const { rows } of [driver, unfed]) {
      expectThat(rows.length === 0, `it made ${rows.length} records of nothing`);
    }
  }

  async isCutIndependent(): Promise<void> {
    const whole = await this.#rowsOf(this.#input.cut(this.#input.records.length));
    for (const size of batchSizes) {
      expectSame(await this.#rowsOf(this.#input.cut(size)), whole, `in batches of ${size}`);
    }
  }

  async seesSelected(): Promise<void> {
    const expected = await this.#rowsOf(this.#input.cut(5));
    expectSame(
      await this.#rowsOf(this.#input.cutWithRowsOutOfPlay(5)),
      expected,
      'between rows that are not in play',
    );
  }

  async ignoresCodes(): Promise<void> {
    const expected = await this.#rowsOf(this.#input.cut(5));
    const own = await this.#rowsOf(this.#input.cutWithOwnDictionaries(5));
    expectSame(own, expected, 'with dictionaries of its own in each batch');
  }

  async sparesShared(): Promise<void> {
    const driver = await this.#driver();
    await driver.open();
    for (const batch of this.#input.cut(5)) {
      const seen = rowsOf(batch);
      const shared = batch.fork();
      await driver.process(batch);
      expectSame(rowsOf(shared), seen, 'in a batch that shares its columns');
      shared.release();
    }
    await driver.close();
  }

  async goesOn(): Promise<void> {
    const expected = await this.#rowsOf(this.#input.cut(3));
    for (let cut = 0; cut <= this.#input.records.length; cut += 3) {
      const before = await this.#driver();
      if (!before.stage.snapshot) return;
      const batches = this.#input.cut(3);
      await before.open();
      for (const batch of batches.splice(0, cut / 3)) await before.process(batch);
      const state = structuredClone(before.stage.snapshot());
      const after = await this.#driver();
      await this.#drive(after, batches, () => after.stage.restore?.(state as never));
      expectSame([...before.rows, ...after.rows], expected, `restored after ${cut} records`);
      await before.close();
    }
  }

  async isUnchangedBySnapshots(): Promise<void> {
    const expected = await this.#rowsOf(this.#input.cut(3));
    const driver = await this.#driver();
    await driver.open();
    for (const batch of this.#input.cut(3)) {
      await driver.process(batch);
      driver.stage.snapshot?.();
      driver.stage.snapshot?.();
    }
    await driver.finish();
    await driver.close();
    expectSame(driver.rows, expected, 'with a snapshot after each batch');
  }

  async keepsRunsApart(): Promise<void> {
    const stage = await this.#make();
    if (!stage.create) return;
    const expected = await this.#rowsOf(this.#input.cut(3));
    const drivers = [new StageDriver(stage), new StageDriver(stage)];
    for (const driver of drivers) await driver.open();
    for (const batch of this.#input.cut(3)) {
      await drivers[0].process(batch.fork());
      await drivers[1].process(batch);
    }
    for (const driver of drivers) {
      await driver.finish();
      await driver.close();
      expectSame(driver.rows, expected, 'in one of two runs at once');
    }
  }

  async closesTwice(): Promise<void> {
    const unopened = await this.#driver();
    await unopened.close();
    const driver = await this.#driver();
    await this.#drive(driver, this.#input.cut(3));
    await driver.close();
  }

  async #driver(): Promise<StageDriver> {
    return new StageDriver(await this.#make());
  }

  async #rowsOf(batches: readonly AnyBatch[]): Promise<object[]> {
    const driver = await this.#driver();
    await this.#drive(driver, batches);
    return driver.rows;
  }

  async #drive(driver: StageDriver, batches: readonly AnyBatch[], prepare?: () => void): Promise<void> {
    await driver.open();
    prepare?.();
    for (const batch of batches) await driver.process(batch);
    await driver.finish();
    await driver.close();
  }
}

function expectSame(actual: readonly object[], expected: readonly object[], where: string): void {
  const found = difference(actual, expected);
  expectThat(found === undefined, `${where}: ${found}`);
}
