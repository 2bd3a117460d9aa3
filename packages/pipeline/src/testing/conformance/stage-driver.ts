import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { rowOf } from '../../engine/row-of.ts';
import type { Stage, StageContext } from '../../types.ts';
import { expectThat } from './check.ts';
import { rowsOf } from './source-session.ts';

/** One run of a stage, led as the engine leads it, and what became of the records. */
export class StageDriver {
  readonly stage: Stage;
  /** What came out, in order: returned or emitted. */
  readonly rows: object[] = [];
  /** What it set aside, in order. */
  readonly setAside: { readonly raw: unknown; readonly cause: unknown }[] = [];
  /** The record type of what came out. */
  readonly types = new Set<AnyRecordType>();
  readonly #context: StageContext;
  #kept = 0;
  #held = 0;

  constructor(stage: Stage) {
    this.stage = stage.create?.() ?? stage;
    this.#context = {
      signal: new AbortController().signal,
      emit: (batch) => this.#out(batch),
      absorb: ({ selected }) => {
        this.#kept += selected;
      },
      hold: ({ selected }) => {
        this.#kept += selected;
        this.#held += selected;
      },
      settle: (rows) => {
        expectThat(rows <= this.#held, `it settled ${rows} records and held ${this.#held}`);
        this.#held -= rows;
      },
      deadLetter: (batch, row, cause) => {
        this.#kept += 1;
        this.setAside.push({ raw: rowOf(batch, row), cause });
      },
    };
  }

  async open(): Promise<void> {
    await this.stage.open?.({ signal: this.#context.signal });
  }

  async process(batch: AnyBatch): Promise<void> {
    const rowsIn = batch.selected;
    this.#kept = 0;
    const result = await this.stage.process(batch, this.#context);
    const accounted = this.#kept + (result?.selected ?? 0);
    expectThat(accounted <= rowsIn, `it took ${rowsIn} records and says what became of ${accounted}`);
    if (result) this.#out(result);
  }

  async finish(): Promise<void> {
    await this.stage.finish?.(this.#context);
  }

  async close(): Promise<void> {
    await this.stage[Symbol.asyncDispose]?.();
  }

  #out(batch: AnyBatch): void {
    if (batch.selected > 0) this.types.add(batch.type);
    this.rows.push(...rowsOf(batch));
    batch.release();
  }
}
