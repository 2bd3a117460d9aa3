import type { AnyBatch } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import type { SourceNode } from './source-node.ts';

/** A batch, and the source it came from. */
export interface Arrival {
  readonly node: SourceNode;
  readonly batch: AnyBatch;
}

/**
 * Reads several sources at once and hands their batches over one at a time, in the order in which they came. Each source
 * is one batch ahead at most: it is asked for the next only when its last one has been dealt with.
 */
export class Intake {
  readonly #nodes: readonly SourceNode[];
  readonly #arrivals: Arrival[] = [];
  readonly #idle: Set<SourceNode>;
  readonly #reading = new Set<SourceNode>();
  /** How long the sources have to hand over what they have read; set when nothing more is to be read. */
  #deadlineMs: number | undefined;
  #paused = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(nodes: readonly SourceNode[]) {
    this.#nodes = nodes;
    this.#idle = new Set(nodes);
  }

  /**
   * Hands over every batch, one after the other: until `deal` has dealt with one, its source is not asked for the next.
   * Resolves when every source has ended; rejects with what a source threw.
   */
  async handOver(deal: (arrival: Arrival) => void | Promise<void>): Promise<void> {
    for (;;) {
      if (!this.#paused) this.#readIdle();
      if (this.#failure) throw this.#failure.reason;
      const arrival = this.#paused ? undefined : this.#arrivals.shift();
      if (arrival) {
        const dealt = deal(arrival);
        if (dealt) await dealt;
        this.#idle.add(arrival.node);
      } else if (!this.#paused && !this.#isAwaiting) {
        return;
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
      for (const node of this.#nodes) node.finish();
    } catch (reason) {
      this.fail(reason);
    }
    this.resume();
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

  get #isAwaiting(): boolean {
    return this.#deadlineMs === undefined ? this.#reading.size > 0 : this.#awaited.length > 0;
  }

  /** The sources whose next batch is waited for. */
  get #awaited(): SourceNode[] {
    const reading = [...this.#reading];
    return this.#deadlineMs === undefined ? reading : reading.filter(({ finishes }) => finishes);
  }

  #readIdle(): void {
    for (const node of this.#idle) if (this.#deadlineMs === undefined || node.finishes) this.#read(node);
  }

  #read(node: SourceNode): void {
    this.#idle.delete(node);
    this.#reading.add(node);
    void node.read(
      (batch) => {
        if (batch) this.#arrivals.push({ node, batch });
        this.#reading.delete(node);
        this.#wake?.();
      },
      (reason) => {
        this.#reading.delete(node);
        this.fail(reason);
      },
    );
  }

  /** Waits until something has happened. */
  #news(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    return this.#deadlineMs === undefined ? promise : this.#inTime(promise, this.#deadlineMs);
  }

  async #inTime(news: Promise<void>, deadlineMs: number): Promise<void> {
    const timer = setTimeout(() => this.fail(this.#late()), deadlineMs);
    await news;
    clearTimeout(timer);
  }

  #late(): PipelineError {
    const places = this.#awaited.map(({ place }) => place).join(', ');
    return new PipelineError(
      'component-failed',
      `${places} did not hand over what had been read within ${this.#deadlineMs} ms of finish(); ` +
        'let the stream end soon after it, or raise closeDeadlineMs.',
    );
  }
}
