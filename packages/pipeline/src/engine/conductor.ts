import type { AnyBatch } from '../any-record.ts';
import type { CheckpointOptions } from '../checkpoint.ts';
import type { Description } from '../description.ts';
import { PipelineError } from '../errors.ts';
import { checkpointOptions, type RunOptions } from '../run-options.ts';
import type { Clock, UnreadableInput } from '../types.ts';
import type { Arrival } from './arrival.ts';
import { Assembly } from './assembly.ts';
import { DeadLetters } from './dead-letters.ts';
import { Delivery } from './delivery.ts';
import { EventLatency } from './event-latency.ts';
import { Intake } from './intake.ts';
import { Lifecycle } from './lifecycle.ts';
import { Parcel } from './parcel.ts';
import { shapeOf } from './shape.ts';
import type { SourceNode } from './source-node.ts';
import { Waits } from './waits.ts';

/** Timers go no further. */
const longestTimerMs = 2 ** 31 - 1;

/** How a run is asked to end before its sources do. */
export type Ending = 'stop' | 'drain';

/** Leads one run from opening to closing: reads, sends through the chain, makes effects last, ends. */
export class Conductor {
  readonly assembly: Assembly;
  readonly intake: Intake;
  readonly deadLetters: DeadLetters;
  readonly eventLatency: EventLatency | undefined;
  readonly #options: RunOptions;
  readonly #checkpoint: CheckpointOptions | undefined;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  readonly #lifecycle = new Lifecycle();
  readonly #waits = new Waits();
  readonly #delivery: Delivery;
  readonly #afterBatch: () => void;
  #ending: Ending | undefined;
  #arrivals = 0;
  /** What failed besides what the run is ended by. */
  readonly #later = new Set<unknown>();
  #abandon: ((reason: unknown) => void) | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(description: Description, options: RunOptions, clock: Clock, afterBatch: () => void) {
    this.#options = options;
    this.#clock = clock;
    this.#afterBatch = afterBatch;
    this.#checkpoint = checkpointOptions(options);
    this.deadLetters = new DeadLetters(options.deadLetters);
    const { eventTime, wallClock } = options;
    this.eventLatency = eventTime === undefined ? undefined : new EventLatency(eventTime, wallClock);
    this.assembly = new Assembly(description, {
      clock,
      signal: this.#abort.signal,
      waits: this.#waits,
      arrived: (batch) => this.eventLatency?.arrived(batch),
      setAside: (letter) => this.deadLetters.add(letter),
      fail: (reason) => this.#fail(reason),
      alsoFailed: (reason) => this.#later.add(reason),
    });
    this.intake = new Intake(this.assembly.sources);
    this.#delivery = this.#makeDelivery(description);
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** Ends the run before its sources do: they hand over what they have read, and nothing more is read. */
  end(ending: Ending): void {
    if (this.#ending) return;
    this.#ending = ending;
    this.intake.close(this.#closeDeadlineMs);
    this.#watch();
  }

  /** Runs to the end, closes everything, and returns what failed, the first failure first. */
  async run(): Promise<unknown[]> {
    const { signal } = this.#options;
    const onAbort = () => {
      if (!this.#abort.signal.aborted) this.#fail(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const failures: unknown[] = [];
    const pulse = this.#startPulse();
    try {
      signal?.throwIfAborted();
      await this.#open();
      await this.#flow();
    } catch (failure) {
      failures.push(failure);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      clearInterval(pulse);
      clearTimeout(this.#patience);
    }
    // Whoever still waits for something has nothing more to wait for.
    if (failures.length > 0 || this.#ending) this.#abort.abort(failures[0]);
    const closing = await this.#lifecycle.close(this.#closeDeadlineMs);
    for (const failure of failures) this.#later.delete(failure);
    return [...failures, ...this.#later, ...closing];
  }

  get #closeDeadlineMs(): number {
    return Math.min(this.#options.closeDeadlineMs ?? 5_000, longestTimerMs);
  }

  async #open(): Promise<void> {
    const { signal } = this.#abort;
    const { deadLetters } = this.#options;
    if (deadLetters) this.#lifecycle.defer('deadLetters', async () => deadLetters[Symbol.asyncDispose]?.());
    for (const { component, place } of this.assembly.parts) {
      const opened = this.#lifecycle.open(component, place, signal);
      await this.#orAbandon(this.#waits.for(place, 'open', opened));
    }
    await this.#orAbandon(this.#delivery.resume());
    for (const node of this.assembly.sources) {
      node.start(signal, this.#delivery.positionOf(node), (input) => this.#unreadable(node, input));
      this.#lifecycle.defer(node.place, () => node.close());
    }
  }

  async #flow(): Promise<void> {
    await this.intake.handOver(
      (batch, from) => this.#deal(batch, from),
      () => this.#settle(),
    );
    await this.#orAbandon(this.#end());
  }

  /** Sends a batch through the chain. A promise is made only where a part makes one. */
  #deal(batch: AnyBatch, from: SourceNode): void | Promise<void> {
    this.#arrivals += 1;
    const arrival = { number: this.#arrivals, source: from.name, position: from.position };
    const ahead = this.#delivery.arrived(from, arrival, batch.selected);
    const pushed = ahead ? ahead.then(() => this.#push(batch, arrival)) : this.#push(batch, arrival);
    return pushed ? this.#orAbandon(pushed).then(() => this.#settle()) : this.#settle();
  }

  #push(batch: AnyBatch, arrival: Arrival): void | Promise<void> {
    const { account, chain } = this.assembly;
    account.in += batch.selected;
    return chain.push(new Parcel(batch, account, arrival));
  }

  #settle(): void | Promise<void> {
    const now = this.#clock.now();
    if (this.#delivery.isDue(now)) return this.#orAbandon(this.#delivery.settle(now)).then(this.#afterBatch);
    this.#afterBatch();
  }

  async #end(): Promise<void> {
    // A run that is stopped with a checkpoint goes on later: what its stages keep is in the checkpoint.
    if (this.#ending !== 'stop' || !this.#checkpoint) await this.assembly.chain.finish();
    await this.#delivery.settle(this.#clock.now(), true);
  }

  #unreadable(node: SourceNode, { raw, cause, position }: UnreadableInput): void | Promise<void> {
    this.assembly.account.in += 1;
    this.assembly.account.deadLettered += 1;
    const taken = this.deadLetters.add({ component: node.name, raw, cause, position });
    // Also where the source does not wait for it.
    taken?.catch((failure: unknown) => this.#fail(failure));
    return taken;
  }

  #makeDelivery(description: Description): Delivery {
    const { deadLetters, guarantee, commitEveryMs = this.#checkpoint ? 0 : 1_000 } = this.#options;
    const targets = this.assembly.sinks.map(({ sink, place }) => ({ target: sink, place }));
    const options = {
      pipeline: description.name,
      shape: shapeOf(description),
      checkpoint: this.#checkpoint,
      commitEveryMs,
      atMostOnce: guarantee === 'at-most-once',
      targets: deadLetters ? [...targets, { target: deadLetters, place: 'deadLetters' }] : targets,
    };
    return new Delivery(this.assembly, options, this.#waits, this.#clock.now());
  }

  /**
   * Looks now and then whether something is due, also while the sources are quiet: a batch does not wait for the next one to
   * be committed, and progress shows that nothing comes.
   */
  #startPulse(): ReturnType<typeof setInterval> {
    const { onProgress, progressIntervalMs = 100 } = this.#options;
    const { periodMs } = this.#delivery;
    const pulseMs = onProgress ? Math.min(periodMs, progressIntervalMs) : periodMs;
    const pulse = setInterval(() => this.intake.pulse(), Math.min(Math.max(1, pulseMs), longestTimerMs));
    // It keeps no process alive that has nothing else to do.
    if (typeof pulse === 'object') pulse.unref();
    return pulse;
  }

  /** From here on, a component that does not come back ends the run: one that is slow has its time for each call. */
  #watch(seen = this.#waits.changes): void {
    const { names, changes } = this.#waits;
    if (names !== '' && changes === seen && this.#patience !== undefined) this.#fail(this.#hung(names));
    else this.#patience = setTimeout(() => this.#watch(changes), this.#closeDeadlineMs);
  }

  #hung(names: string): PipelineError {
    return new PipelineError(
      'component-failed',
      `${names} did not come back within ${this.#closeDeadlineMs} ms, and the run was asked to end; ` +
        'let it listen to its abort signal, or raise closeDeadlineMs.',
    );
  }

  /** Ends every wait at once, whether or not the component that is waited for listens to its signal. */
  #fail(reason: unknown): void {
    if (this.#abort.signal.aborted) this.#later.add(reason);
    this.#abort.abort(reason);
    this.intake.fail(reason);
    this.#abandon?.(reason);
  }

  #orAbandon<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#abandon = reject;
      work.then(resolve, reject);
    });
  }
}
