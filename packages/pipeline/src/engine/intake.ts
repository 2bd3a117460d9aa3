import type { AnyBatch } from '../any-record.ts';
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
  readonly #arrivals: Arrival[] = [];
  readonly #idle: Set<SourceNode>;
  #reading = 0;
  #closed = false;
  #paused = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(nodes: readonly SourceNode[]) {
    this.#idle = new Set(nodes);
  }

  /** The next batch, or `undefined` when every source has ended or the intake was closed. Throws what a source threw. */
  async next(): Promise<Arrival | undefined> {
    if (!this.#paused) this.#readIdle();
    for (;;) {
      if (this.#failure) throw this.#failure.reason;
      if (this.#closed) return undefined;
      if (!this.#paused) {
        const arrival = this.#arrivals.shift();
        if (arrival) {
          this.#idle.add(arrival.node);
          return arrival;
        }
        if (this.#reading === 0) return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Nothing more is taken in: a pending {@link Intake.next} ends at once, whether or not the sources listen. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Nothing more is taken in because the run has failed: a pending or later {@link Intake.next} throws the reason. */
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

  #readIdle(): void {
    for (const node of this.#idle) this.#read(node);
  }

  #read(node: SourceNode): void {
    this.#idle.delete(node);
    this.#reading += 1;
    node.next().then(
      (batch) => {
        if (batch) this.#arrivals.push({ node, batch });
        this.#reading -= 1;
        this.#wake?.();
      },
      (reason: unknown) => {
        this.#reading -= 1;
        this.fail(reason);
      },
    );
  }
}
