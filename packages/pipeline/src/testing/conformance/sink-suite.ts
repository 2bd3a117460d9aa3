import { expectThat } from './check.ts';
import { Cuttable } from './cut.ts';
import { expectReads } from './expect-reads.ts';
import { expectStored } from './expect-stored.ts';
import type { MakeSink, SinkConformanceOptions, SinkSubject } from './sink-conformance.ts';
import { SinkSession } from './sink-session.ts';
import { rowsOf } from './source-session.ts';

/** The checks of {@link sinkConformance} on sinks of any kind, each on sinks of its own. */
export class SinkSuite {
  readonly #make: MakeSink;
  readonly #options: SinkConformanceOptions;
  readonly #input: Cuttable;
  readonly #deadlineMs: number;

  constructor(make: MakeSink, options: SinkConformanceOptions) {
    this.#make = make;
    this.#options = options;
    this.#input = new Cuttable(options.recordType, options.records);
    this.#deadlineMs = options.deadlineMs ?? 1_000;
  }

  async readsFields(): Promise<void> {
    const { sink } = await this.#make();
    expectReads(sink.reads, this.#input.recordType);
  }

  async stores(): Promise<void> {
    for (const size of [1, 2, this.#input.records.length]) {
      await this.#session(async (session, subject) => {
        await session.consume(...this.#input.cut(size));
        await session.publish(1);
        await expectStored(subject, session, this.#allRows(), `in batches of ${size}`);
      });
    }
  }

  async takesSelected(): Promise<void> {
    await this.#session(async (session, subject) => {
      await session.consume(...this.#input.cutWithRowsOutOfPlay(2));
      await session.publish(1);
      await expectStored(subject, session, this.#allRows(), 'between rows that are not in play');
    });
  }

  async setsAside(): Promise<void> {
    await this.#session(async (session, subject) => {
      await session.consume(...this.#input.cutWithRowsOutOfPlay(2));
      const { setAside } = session;
      const { deadLetters = setAside.length } = this.#options;
      expectThat(
        setAside.length === deadLetters,
        `it set ${setAside.length} records aside, where ${deadLetters} were due`,
      );
      await session.publish(1);
      await expectStored(subject, session, this.#allRows(), 'beside what it set aside');
    });
  }

  async takesNothing(): Promise<void> {
    await this.#session(async (session, subject) => {
      const noneInPlay = this.#input.cut(2).map((batch) => batch.narrow(new Uint32Array(0), 0));
      await session.consume(this.#input.recordType.batch(0), ...noneInPlay);
      await session.publish(1);
      await expectStored(subject, session, [], 'of batches without records');
    });
  }

  async flushesAgain(): Promise<void> {
    await this.#session(async (session, subject) => {
      await session.flush();
      await session.consume(...this.#input.cut(2));
      await session.flush();
      await session.flush();
      await session.publish(1);
      await session.flush();
      await expectStored(subject, session, this.#allRows(), 'after flushing again');
    });
  }

  async keepsRunsApart(): Promise<void> {
    const { sink } = await this.#make();
    if (!sink.create) return;
    const [one, other] = [sink.create(), sink.create()];
    expectThat(one !== other && one !== sink, 'create() gives an instance that is there already');
  }

  async closesTwice(): Promise<void> {
    const unopened = new SinkSession((await this.#make()).sink, this.#deadlineMs);
    await unopened.close();
    for (const flushes of [false, true]) {
      const session = new SinkSession((await this.#make()).sink, this.#deadlineMs);
      await session.open();
      await session.consume(...this.#input.cut(2));
      if (flushes) await session.flush();
      await session.close();
      await session.close();
    }
  }

  /** The records as rows: with what was left out of them. */
  #allRows(): object[] {
    return this.#input.cut(this.#input.records.length).flatMap(rowsOf);
  }

  async #session(use: (session: SinkSession, subject: SinkSubject) => Promise<void>): Promise<void> {
    const subject = await this.#make();
    const session = new SinkSession(subject.sink, this.#deadlineMs);
    try {
      await session.open();
      await session.recover(0);
      await use(session, subject);
    } finally {
      await session.close();
    }
  }
}
