import type { Fields, RecordBatch } from '@pipe/records';
import { fileOutput } from '#platform';
import type { CsvSinkOptions } from './csv-sink-options.ts';
import { CsvError } from './errors.ts';
import type { ByteOutput, RecoverableOutput } from './output/byte-output.ts';
import { streamOutput } from './output/stream-output.ts';
import { BatchWriter } from './writing/batch-writer.ts';

/** Where delimited text goes: a path or `file:` URL (in Node, Deno and Bun), or a stream of bytes. */
export type CsvOutput = string | URL | WritableStream<Uint8Array>;

/** What a sink uses of the run it is in. */
export interface CsvSinkContext {
  /** Takes a row that cannot be written, given by its physical number in the batch. */
  deadLetter(batch: RecordBatch<Fields>, row: number, cause: CsvError): void;
}

/** Text is gathered up to this length before it is written. */
const writeSize = 2 ** 16;

const encoder = new TextEncoder();

/** Record batches as delimited text. */
export class CsvSink<Output extends ByteOutput = ByteOutput> {
  readonly name: string;
  protected readonly output: Output;
  protected readonly options: CsvSinkOptions;
  protected readonly writer: BatchWriter;
  #text = '';
  /** Undefined before anything has begun. */
  #isFlushed: boolean | undefined;
  #closing: Promise<void> | undefined;
  #signal: AbortSignal | undefined;

  constructor(output: Output, name: string, options: CsvSinkOptions) {
    this.name = name;
    this.output = output;
    this.options = options;
    this.writer = new BatchWriter(options);
  }

  /** Readies the output; the signal ends a write that waits. */
  open(context: { readonly signal?: AbortSignal } = {}): void | Promise<void> {
    this.#signal = context.signal;
    this.#isFlushed = true;
  }

  /**
   * Writes the rows in play. The batch stays its owner's. A row with a value that cannot be written is set aside, where the
   * context takes it.
   *
   * @throws CsvError `unwritable-value` where it does not; `unsupported` for a batch of other fields than those before.
   */
  async consume(batch: RecordBatch<Fields>, context?: CsvSinkContext): Promise<void> {
    this.#isFlushed = false;
    const setAside = context && ((row: number, cause: CsvError) => context.deadLetter(batch, row, cause));
    this.#text += this.writer.format(batch, setAside);
    if (this.#text.length >= writeSize) await this.#write();
  }

  /** Makes the rows so far last. */
  async flush(): Promise<void> {
    await this.#write();
    await this.output.flush();
    this.#isFlushed = true;
  }

  /**
   * Publishes what was written, if all of it was flushed and the run has not failed; gives it up otherwise. Again, it does
   * nothing.
   */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const signal = this.#signal;
    const hasFailed = signal?.aborted === true && signal.reason?.name !== 'AbortError';
    if (hasFailed || !this.#isFlushed) return this.output.abandon(signal?.reason);
    this.#text += this.writer.formatRest();
    await this.#write();
    await this.output.publish();
  }

  async #write(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '') await this.output.write(encoder.encode(text));
  }
}

/** A file of delimited text, which a run that goes on from a checkpoint goes on with as well. */
export class CsvFileSink extends CsvSink<RecoverableOutput> {
  readonly #path: string | URL;

  constructor(path: string | URL, options: CsvSinkOptions) {
    super(fileOutput(path), options.name ?? (String(path).split(/[\\/]/).pop() || 'csv'), options);
    this.#path = path;
  }

  /** The same description with a state of its own, for another run. */
  create(): CsvFileSink {
    return new CsvFileSink(this.#path, this.options);
  }

  /** @throws CsvError `unwritable-output` where the file could not be made. */
  override async open(context: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await super.open(context);
    await this.output.check();
  }

  /** Notes how much was written up to an epoch. */
  async prepare(epoch: number): Promise<void> {
    await this.flush();
    await this.output.prepare(epoch);
  }

  /** Nothing is left to do: the file is published as a whole, at the end. */
  async commit(_epoch: number): Promise<void> {}

  /** Forgets what was written after an epoch, and goes on behind it. */
  async recover(epoch: number): Promise<void> {
    if ((await this.output.recover(epoch)) > 0) this.writer.hasHeader = true;
  }
}

/**
 * Writes records as delimited text.
 *
 * A file appears under its name, as a whole, once everything has been written; until then it is beside it, as `….partial`.
 *
 * @param output - Where the text goes. A stream is for one run, and closed at its end.
 * @throws CsvError `invalid-option`.
 */
export function csvSink(output: string | URL, options?: CsvSinkOptions): CsvFileSink;
export function csvSink(output: CsvOutput, options?: CsvSinkOptions): CsvSink;
export function csvSink(output: CsvOutput, options: CsvSinkOptions = {}): CsvSink {
  if (typeof output === 'string' || (output instanceof URL && output.protocol === 'file:'))
    return new CsvFileSink(output, options);
  if (output instanceof WritableStream)
    return new CsvSink(streamOutput(output), options.name ?? 'csv', options);
  throw new CsvError(
    'invalid-option',
    `output: expected a path, a file: URL or a WritableStream, got ${String(output)}`,
  );
}
