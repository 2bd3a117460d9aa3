import { closesOnEarlyExit, endsOnAbort } from '@pipe/protocols/testing';
import { RecordBatch } from '@pipe/records';
import type { Position, Source } from '../../types.ts';
import { aMoment, expectThat, inTime } from './check.ts';
import { difference, isSame, textOf } from './same.ts';
import type { MakeSource, SourceConformanceOptions } from './source-conformance.ts';
import { rowsOf, SourceSession } from './source-session.ts';

/** The checks of {@link sourceConformance}, each on sources of its own. */
export class SourceSuite {
  readonly #make: MakeSource;
  readonly #options: SourceConformanceOptions;
  readonly #deadlineMs: number;

  constructor(make: MakeSource, options: SourceConformanceOptions) {
    this.#make = make;
    this.#options = options;
    this.#deadlineMs = options.deadlineMs ?? 1_000;
  }

  async hasPositionToCommit(): Promise<void> {
    const { commit, position } = await this.#make();
    expectThat(!commit || position, 'it has a commit(), but no position() whose values could be given to it');
  }

  async givesItsType(): Promise<void> {
    await this.#session(async (session) => {
      const { recordType } = session.source;
      let first = recordType;
      for (let batch = await session.next(); batch; batch = await session.next()) {
        expectThat(batch instanceof RecordBatch, `it gave ${textOf(batch)}, which is no record batch`);
        first ??= batch.type;
        expectThat(
          batch.type.schemaHash === first.schemaHash,
          `it gave a batch of ${batch.type.name}, where ${first.name} was due`,
        );
        batch.release();
      }
    });
  }

  async givesItsInput(): Promise<void> {
    const { rows, letters } = await this.#read();
    const { expected = rows, deadLetters = letters.length } = this.#options;
    this.#expectRows(rows, expected);
    expectThat(
      letters.length === deadLetters,
      `it set ${letters.length} records aside, where ${deadLetters} were due`,
    );
    for (const { position } of letters)
      expectThat(isPlain(position), `a dead letter's position is ${textOf(position)}`);
  }

  async givesBatchesAway(): Promise<void> {
    const { rows: released } = await this.#read();
    await this.#session(async (session) => {
      const kept: RecordBatch[] = [];
      for (let batch = await session.next(); batch; batch = await session.next()) kept.push(batch);
      if (!this.#options.isLive) this.#expectRows(kept.flatMap(rowsOf), released);
    });
  }

  async keepsPosition(): Promise<void> {
    await this.#session(async (session) => {
      const { source } = session;
      for (let batch = await session.next(); batch; batch = await session.next()) {
        const stamp = source.position?.();
        await aMoment();
        const later = source.position?.();
        expectThat(
          isSame(stamp, later),
          `its position went from ${textOf(stamp)} to ${textOf(later)} by itself`,
        );
        batch.release();
      }
    });
  }

  async hasPlainPositions(): Promise<void> {
    for (const { position } of (await this.#read()).batches) {
      expectThat(isPlain(position), `its position ${textOf(position)} is not what is read back from JSON`);
    }
  }

  async goesOn(): Promise<void> {
    if (this.#options.isLive) return;
    const { batches } = await this.#read();
    const positions: (Position | undefined)[] = batches.map(({ position }) => position);
    for (const [index, position] of positions.entries()) {
      if (position === undefined) return;
      const { rows } = await this.#read(JSON.parse(JSON.stringify(position)));
      const rest = batches.slice(index + 1).flatMap((batch) => batch.rows);
      this.#expectRows(rows, rest, `after the position ${textOf(position)} `);
    }
  }

  async takesCommits(): Promise<void> {
    await this.#session(async (session) => {
      const { source } = session;
      let last: Position | undefined;
      for (let batch = await session.next(); batch; batch = await session.next()) {
        batch.release();
        last = source.position?.();
        if (last !== undefined) await inTime(source.commit?.(last), this.#deadlineMs, 'commit()');
      }
      if (last !== undefined) await inTime(source.commit?.(last), this.#deadlineMs, 'commit()');
    });
  }

  async endsEarly(): Promise<void> {
    const law = closesOnEarlyExit((session: SourceSession) => session.begin(), { within: this.#deadlineMs });
    await this.#session(async (session) => law.test(session));
  }

  async endsAtAbort(): Promise<void> {
    await this.#session(async (session) => {
      const pending = session.next();
      session.abort();
      await pending.catch((failure: unknown) => session.expectReason(failure));
      await session.return();
    });
    const { makeIdle } = this.#options;
    if (!makeIdle) return;
    const read = (session: SourceSession, signal: AbortSignal) => session.begin(signal);
    const law = endsOnAbort(read, { within: this.#deadlineMs });
    await this.#session(async (session) => law.test(session), makeIdle);
  }

  async finishes(): Promise<void> {
    if (!(await this.#make()).finish) return;
    const { rows: all } = await this.#read();
    await this.#session(async (session) => {
      const { source } = session;
      const first = await session.next();
      const rows = first ? rowsOf(first) : [];
      const after = source.position?.();
      source.finish?.();
      const rest = await session.rest();
      source.finish?.();
      if (this.#options.isLive || this.#options.isOrdered === false) return;
      rows.push(...rest.flatMap((batch) => batch.rows));
      this.#expectRows(rows, all.slice(0, rows.length), 'asked to finish, it gave others: ');
      const position = rest.at(-1)?.position ?? after;
      if (position === undefined) return;
      const { rows: left } = await this.#read(position);
      this.#expectRows([...rows, ...left], all, 'after it was asked to finish, ');
    });
    await this.#finishesIdle();
  }

  async #finishesIdle(): Promise<void> {
    const { makeIdle } = this.#options;
    if (!makeIdle) return;
    await this.#session(async (session) => {
      const pending = session.next();
      await aMoment();
      session.source.finish?.();
      for (let batch = await pending; batch; batch = await session.next()) batch.release();
      // As when a run is over.
      session.abort();
    }, makeIdle);
  }

  async endsBeforeStart(): Promise<void> {
    const session = this.#lead(await this.#make());
    session.abort();
    try {
      await session.open();
      await session.next();
      await session.return();
    } catch (failure) {
      session.expectReason(failure);
    } finally {
      await session.close();
    }
  }

  async closesTwice(): Promise<void> {
    const unopened = this.#lead(await this.#make());
    await unopened.close();
    for (const batches of [0, 1, Number.POSITIVE_INFINITY]) {
      const session = this.#lead(await this.#make());
      await session.open();
      for (let i = 0; i < batches; i += 1) {
        const batch = await session.next();
        if (!batch) break;
        batch.release();
      }
      await session.return();
      await session.close();
      await session.close();
    }
  }

  async keepsRunsApart(): Promise<void> {
    const source = await this.#make();
    if (!source.create || this.#options.isLive) return;
    const [one, other] = [source, source].map((made) => this.#lead(made));
    try {
      await one.open();
      const first = await one.next();
      await other.open();
      const rows = (await other.rest()).flatMap((batch) => batch.rows);
      const left = (await one.rest()).flatMap((batch) => batch.rows);
      this.#expectRows(
        [...(first ? rowsOf(first) : []), ...left],
        rows,
        'of two runs at once, one has others: ',
      );
    } finally {
      await one.close();
      await other.close();
    }
  }

  async tellsProgress(): Promise<void> {
    await this.#session(async (session) => {
      let before = 0;
      for (let batch = await session.next(); batch; batch = await session.next()) {
        batch.release();
        const fraction = session.source.progress?.() ?? before;
        expectThat(fraction >= before && fraction <= 1, `its progress went from ${before} to ${fraction}`);
        before = fraction;
      }
    });
  }

  #lead(source: Source): SourceSession {
    const mostBatches = this.#options.isLive ? 3 : Number.POSITIVE_INFINITY;
    return new SourceSession(source, this.#deadlineMs, mostBatches);
  }

  async #read(position?: Position) {
    const session = this.#lead(await this.#make());
    try {
      await session.open();
      session.begin(undefined, position);
      const batches = await session.rest();
      return { batches, rows: batches.flatMap(({ rows }) => rows), letters: session.letters };
    } finally {
      await session.close();
    }
  }

  async #session(use: (session: SourceSession) => Promise<void>, make = this.#make): Promise<void> {
    const session = this.#lead(await make());
    try {
      await session.open();
      await use(session);
    } finally {
      await session.close();
    }
  }

  #expectRows(actual: readonly object[], expected: readonly object[], where = ''): void {
    const [one, other] =
      this.#options.isOrdered === false ? [sorted(actual), sorted(expected)] : [actual, expected];
    const found = difference(one, other);
    expectThat(found === undefined, `${where}${found}`);
  }
}

function sorted(rows: readonly object[]): object[] {
  return [...rows].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
}

function isPlain(position: Position | undefined): boolean {
  return position === undefined || isSame(JSON.parse(JSON.stringify(position)), position);
}
