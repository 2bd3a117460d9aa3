import type { AnyBatch } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import type { SourceNode } from './source-node.ts';

/** Whether a source is asked for its next batch. */
interface Lane {
  readonly node: SourceNode;
  state: 'idle' | 'reading' | 'arrived' | 'ended';
}

/**
 * Reads several sources at once and hands their batches over one at a time, in the order in which they came. Each source
 * is one batch ahead at most: it is asked for the next only when its last one has been dealt with.
 */
export class Intake {
  readonly #lanes: readonly Lane[];
  readonly #arrivals: { readonly lane: Lane; readonly batch: AnyBatch }[] = [];
  /** How long the sources have to hand over what they have read; set when nothing more is to be read. */
  #deadlineMs: number | undefined;
  /** How much of that time they have taken: not that in which their batches were dealt with. */
  #spentMs = 0;
  #hasPulsed = false;
  #paused = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(nodes: readonly SourceNode[]) {
    this.#lanes = nodes.map((node) => ({ node, state: 'idle' }));
  }

  /**
   * Hands over every batch, one after the other: until `deal` has dealt with one, its source is not asked for the next.
   * Resolves when every source has ended; rejects with what a source threw.
   *
   * @param rest - Called between two batches, after a {@link Intake.pulse}.
   */
  async handOver(
    deal: (batch: AnyBatch, from: SourceNode) => void | Promise<void>,
    rest: () => void | Promise<void>,
  ): Promise<void> {
    for (;;) {
      if (!this.#paused) this.#readIdle();
      if (this.#failure) throw this.#failure.reason;
      const arrival = this.#paused ? undefined : this.#arrivals.shift();
      if (arrival) {
        const dealt = deal(arrival.batch, arrival.lane.node);
        if (dealt) await dealt;
        arrival.lane.state = 'idle';
      } else if (!this.#paused && !this.#lanes.some((lane) => this.#isAwaited(lane))) {
        return;
      } else if (this.#hasPulsed) {
        this.#hasPulsed = false;
        await rest();
      } else {
        await this.#news();
      }
    }
  }

  /**
   * Nothing more is read: what the sources have read already is still handed over, and then the intake has ended. Sources
   * that can say when they have handed over all of it are waited for; a pending read of others is given up.
   *
   * @param deadlineMs - How long the former may take.
   */
  close(deadlineMs: number): void {
    if (this.#deadlineMs !== undefined) return;
    this.#deadlineMs = deadlineMs;
    try {
      for (const { node } of this.#lanes) node.finish();
    } catch (reason) {
      this.fail(reason);
    }
    this.resume();
  }

  /** Lets {@link Intake.handOver} call `rest` as soon as it waits for a batch. */
  pulse(): void {
    this.#hasPulsed = true;
    this.#wake?.();
  }

  /** Nothing more is taken in because the run has failed: a pending or later {@link Intake.handOver} throws the reason. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#wake?.();
  }

  /** No source is asked for more until {@link Intake.resume}; what is being read is kept for then. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#readIdle();
    this.#wake?.();
  }

  /** Whether the next batch of a source is waited for. */
  #isAwaited({ node, state }: Lane): boolean {
    return state === 'reading' && (this.#deadlineMs === undefined || node.finishes);
  }

  #readIdle(): void {
    for (const lane of this.#lanes) {
      if (lane.state === 'idle' && (this.#deadlineMs === undefined || lane.node.finishes)) this.#read(lane);
    }
  }

  #read(lane: Lane): void {
    lane.state = 'reading';
    void lane.node.read(
      (batch) => {
        lane.state = batch ? 'arrived' : 'ended';
        if (batch) this.#arrivals.push({ lane, batch });
        this.#wake?.();
      },
      (reason) => {
        lane.state = 'ended';
        this.fail(reason);
      },
    );
  }

  /** Waits until something has happened. */
  #news(): Promise<void> {
    const news = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return this.#deadlineMs === undefined ? news : this.#inTime(news, this.#deadlineMs - this.#spentMs);
  }

  async #inTime(news: Promise<void>, leftMs: number): Promise<void> {
    if (leftMs <= 0) return this.fail(this.#late());
    const started = performance.now();
    const timer = setTimeout(() => this.fail(this.#late()), leftMs);
    await news;
    clearTimeout(timer);
    this.#spentMs += performance.now() - started;
  }

  #late(): PipelineError {
    const awaited = this.#lanes.filter((lane) => this.#isAwaited(lane));
    const places = awaited.map(({ node }) => node.place).join(', ');
    return new PipelineError(
      'component-failed',
      `${places} did not hand over what had been read within ${this.#deadlineMs} ms of finish(); ` +
        'let the stream end soon after it, or raise closeDeadlineMs.',
    );
  }
}
