import type { AnyBatch } from '../../any-record.ts';
import { isTransactional } from '../../guarantee.ts';
import { expectThat } from './check.ts';
import { Cuttable } from './cut.ts';
import { expectStored } from './expect-stored.ts';
import type { MakeSink, SinkConformanceOptions, SinkSubject } from './sink-conformance.ts';
import { SinkSession } from './sink-session.ts';
import { rowsOf } from './source-session.ts';

/** The checks of {@link sinkConformance} on sinks that publish epochs as a whole. */
export class TransactionSuite {
  readonly #make: MakeSink;
  readonly #input: Cuttable;
  readonly #deadlineMs: number;

  constructor(make: MakeSink, { recordType, records, deadlineMs = 1_000 }: SinkConformanceOptions) {
    this.#make = make;
    this.#input = new Cuttable(recordType, records);
    this.#deadlineMs = deadlineMs;
  }

  async isWhole(): Promise<void> {
    const { sink, read, reopen } = await this.#make();
    const { prepare, recover } = sink;
    // commit() alone may be meant for something else.
    expectThat(
      isTransactional(sink) || (!prepare && !recover),
      'prepare(), commit() and recover() go together; it has some of them',
    );
    expectThat(
      !isTransactional(sink) || (read && reopen),
      'a transactional sink can only be checked when its destination can be read and opened again: give read and reopen',
    );
  }

  async publishesAtCommit(): Promise<void> {
    await this.#lives(async (subject, begin) => {
      const life = await begin(0);
      await life.consume(...this.#first());
      await expectUnpublished(subject, 'before the epoch was prepared');
      await life.prepare(1);
      await expectUnpublished(subject, 'before the epoch was committed');
      await life.commit(1);
      await expectStored(subject, life, rowsIn(this.#first()), 'after the epoch was committed');
    });
  }

  async repeats(): Promise<void> {
    await this.#lives(async (subject, begin) => {
      const life = await begin(0);
      await life.consume(...this.#first());
      await life.prepare(1);
      await life.prepare(1);
      await life.commit(1);
      await life.commit(1);
      const next = await begin(1);
      await next.recover(1);
      await expectStored(subject, next, rowsIn(this.#first()), 'after doing all of it twice');
    });
  }

  async recovers(): Promise<void> {
    await this.#lives(async (subject, begin) => {
      const first = await begin(0);
      await first.consume(...this.#first());
      await first.prepare(1);
      // Its checkpoint was stored, and the process died before the commit.
      const second = await begin(1);
      await second.consume(...this.#second());
      await second.prepare(2);
      // The process died before that checkpoint was stored.
      const third = await begin(1);
      await third.consume(...this.#second());
      // And here before anything was prepared.
      const last = await begin(1);
      if (!subject.isPublishedAtEnd)
        await expectStored(subject, last, rowsIn(this.#first()), 'recovered to the epoch of the checkpoint');
      await last.consume(...this.#second());
      await last.publish(2);
      const all = rowsIn([...this.#first(), ...this.#second()]);
      await expectStored(subject, last, all, 'after the rest was given again');
    });
  }

  /** The part of the records that comes first. */
  #first(): AnyBatch[] {
    return this.#input.cut(2).slice(0, 1);
  }

  #second(): AnyBatch[] {
    return this.#input.cut(2).slice(1);
  }

  /** Leads a sink through several lives, each of which ends with a crash: nothing is closed. */
  async #lives(use: (subject: SinkSubject, begin: Begin) => Promise<void>): Promise<void> {
    const subject = await this.#make();
    const { sink, reopen } = subject;
    if (!isTransactional(sink) || !reopen) return;
    const lives: SinkSession[] = [];
    const setAside: object[] = [];
    const begin = async (epoch: number): Promise<SinkSession> => {
      const life = new SinkSession(lives.length === 0 ? sink : await reopen(), this.#deadlineMs, setAside);
      lives.push(life);
      await life.open();
      await life.recover(epoch);
      return life;
    };
    try {
      await use(subject, begin);
    } finally {
      // The dead only let go of what they hold; whether they can, is of no interest.
      for (const life of lives.toReversed()) await life.close().catch(() => {});
    }
  }
}

/** Begins the next life of a sink, with a checkpoint of the given epoch; 0 for none. */
type Begin = (epoch: number) => Promise<SinkSession>;

/** Fails the check when there is anything at the destination. */
async function expectUnpublished({ read }: SinkSubject, when: string): Promise<void> {
  const rows = (await read?.()) ?? [];
  expectThat(rows.length === 0, `${when} there were ${rows.length} records at the destination`);
}

function rowsIn(batches: readonly AnyBatch[]): object[] {
  return batches.flatMap(rowsOf);
}
