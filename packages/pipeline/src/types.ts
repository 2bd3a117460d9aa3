import type { FieldKind, Fields, RecordBatch, RecordType } from '@pipe/records';
import type { AnyBatch, AnyFields, AnyRecordType } from './any-record.ts';
import type { OutputType, Unchanged } from './output-type.ts';

/** A source's "read up to here": plain data, so that a checkpoint can keep it. */
export type Position =
  | null
  | boolean
  | number
  | string
  | readonly Position[]
  | { readonly [key: string]: Position };

/** What a component may do before the first batch, and after the last. */
export interface Component {
  /** Names the component in reports and errors; the kind of component otherwise. */
  readonly name?: string;
  /** Acquires what the component needs; called once a run, sinks first, before any source is read. */
  open?(context: OpenContext): void | PromiseLike<void>;
  /** Releases it again; called once for every component that was opened, in reverse order. */
  [Symbol.asyncDispose]?(): PromiseLike<void>;
}

/** What happens when a component fails on a batch: the run ends, the batch's records are set aside, or they are dropped. */
export type ErrorPolicy = 'fail' | 'dead-letter' | 'skip';

export interface OpenContext {
  /** Aborted when the run is: an `open` that waits should give up. */
  readonly signal: AbortSignal;
}

/** A piece of input that could not become a record. */
export interface UnreadableInput {
  /** The input as it stood, as far as it is worth keeping. */
  readonly raw: unknown;
  /** Why it could not be read. */
  readonly cause: unknown;
  /** Where it stood in the source. */
  readonly position?: Position;
}

export interface StreamOptions {
  /** Aborted when the run ends early; a pending read must end then. */
  readonly signal: AbortSignal;
  /** Where to go on: a position this source gave out in an earlier run. */
  // biome-ignore lint/suspicious/noExplicitAny: a source gets back what it gave, and says itself of what type that is.
  readonly position?: any;
  /** Sets unreadable input aside: one record in, one dead-lettered. */
  readonly deadLetter: (input: UnreadableInput) => void | Promise<void>;
}

/** Where records come from. */
export interface Source<F extends Fields = AnyFields> extends Component {
  /** The type of every batch; without it, fields can only be checked once the first batch arrives. */
  readonly recordType?: RecordType<F>;
  /** Batches in order. Each belongs to the engine once it is yielded. */
  stream(options: StreamOptions): AsyncIterable<RecordBatch<F>>;
  /** The position after the batch yielded last. */
  position?(): Position;
  /** Everything up to the position has taken effect: it need not be sent again. */
  // biome-ignore lint/suspicious/noExplicitAny: see `StreamOptions.position`.
  commit?(position: any): void | PromiseLike<void>;
  /**
   * The run is asked to end: the stream reads nothing more, gives out what it has read (the rows that wait for a batch to
   * fill, say) and ends. The run waits for that end; of a source without it, a pending read is given up.
   */
  finish?(): void;
  /** How much of the input has been read, from 0 to 1, where that can be known. */
  progress?(): number | undefined;
  /** A source with state of its own, made anew for each run; a source without it runs once. */
  create?(): Source<F>;
}

/** The fields a stage reads, each with the kinds it can work on. */
export interface Reads {
  readonly [field: string]: readonly FieldKind[];
}

export interface StageContext {
  readonly signal: AbortSignal;
  /**
   * Sends on a batch that the stage made itself: other records than came in, or at another time.
   * Await it for back-pressure; the engine waits for it in any case before it hands over the next batch, and sends
   * several on one after the other. For while `process` or `finish` is at work: the batch is the engine's from here on.
   */
  emit(batch: AnyBatch): void | Promise<void>;
  /** The selected rows end here, taken up into the stage's output or state: they count as `out`. */
  absorb(batch: AnyBatch): void;
  /** The selected rows stay here for now: they count as `inFlight` until `settle`, or until the stage has finished. */
  hold(batch: AnyBatch): void;
  /** The oldest held rows have done their work: they count as `out`. */
  settle(rows: number): void;
  /**
   * Sets a row of the batch at hand aside with its cause, given by its physical row number. The stage leaves it out of
   * what it returns, holds or absorbs.
   */
  deadLetter(batch: AnyBatch, row: number, cause: unknown): void;
}

/** How much a stage remembers. */
export interface StateMetrics {
  /** Keys that it has state for. */
  readonly keys: number;
  /** Keys that it has forgotten so far: silent for too long, or one too many. */
  readonly evicted: number;
}

/**
 * One step over batches: narrows them, fills their columns, or makes other batches of them.
 *
 * @typeParam Needs - The fields it reads; a pipeline whose records lack one does not compile.
 * @typeParam Output - How the record type changes.
 */
export interface Stage<Needs extends Reads = Reads, Output extends OutputType = Unchanged> extends Component {
  readonly reads?: Needs;
  /** Carries the type of the output; never read. */
  readonly outputType?: Output;
  /** The settings that may be changed while it runs: audited attributes, in force from the next batch. */
  readonly settings?: object;
  /** How much it remembers at the moment; only stages with state by key have it. */
  readonly stateMetrics?: StateMetrics;
  /** What a failing batch means. See {@link onError}. */
  readonly onError?: ErrorPolicy;
  /** The record type that leaves, given the one that comes in; the same one without it. */
  output?(input: AnyRecordType): AnyRecordType;
  /**
   * Takes a batch over, and returns what is left of it: the same batch with fewer rows or more columns, or `undefined`
   * when no row is left. Rows that are gone without {@link StageContext.hold} or {@link StageContext.absorb} count as filtered.
   */
  process(batch: AnyBatch, context: StageContext): AnyBatch | undefined | Promise<AnyBatch | undefined>;
  /**
   * Everything the stage needs to go on from here: plain data that survives a structured clone. Keys are text, never codes
   * of a dictionary.
   */
  snapshot?(): unknown;
  /** Goes on from what {@link Stage.snapshot} gave, on an instance that has processed nothing yet. */
  restore?(state: never): void;
  /** The input has ended: emits what is left. */
  finish?(context: StageContext): void | PromiseLike<void>;
  /** A stage with state of its own, made anew for each run; a stage without it runs once. */
  create?(): Stage<Needs, Output>;
}

export interface SinkContext {
  readonly signal: AbortSignal;
  /**
   * Sets a row of the batch at hand aside with its cause, given by its physical row number: it counts as dead-lettered, and
   * the others of the batch as `out`. For rows that the sink refuses one by one; call it before `consume` is over.
   */
  deadLetter(batch: AnyBatch, row: number, cause: unknown): void;
}

/** Where records go. */
export interface Sink extends Component {
  readonly reads?: Reads;
  /** What a failing batch means. See {@link onError}. */
  readonly onError?: ErrorPolicy;
  /** Takes a batch over until it returns; rows that are kept longer are copied. */
  consume(batch: AnyBatch, context: SinkContext): void | PromiseLike<void>;
  /** Makes everything consumed so far last; positions are committed only afterwards. */
  flush?(): void | PromiseLike<void>;
  /**
   * Makes everything consumed since the last epoch ready to be published, and able to survive a crash unpublished.
   * A sink with `prepare`, `commit` and `recover` is transactional; each of them may be called again for the same epoch.
   */
  prepare?(epoch: number): void | PromiseLike<void>;
  /** Publishes what was prepared for the epoch, after its checkpoint has been stored. */
  commit?(epoch: number): void | PromiseLike<void>;
  /** Before a run goes on: publishes prepared epochs up to this one, and forgets later ones. 0 when there is no checkpoint. */
  recover?(epoch: number): void | PromiseLike<void>;
  /** A sink with state of its own, made anew for each run; a sink without it runs once. */
  create?(): Sink;
}

/** Tells the time in milliseconds, from any fixed start. */
export interface Clock {
  /** The time now, in milliseconds. */
  now(): number;
}

/** A clock that one can also wait by: the machine's, or a virtual one in tests. */
export interface Timer extends Clock {
  /** Resolves when the time has passed; rejects with the signal's reason when that is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
