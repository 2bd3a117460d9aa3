import type { Dictionaries, Fields, RecordBatch, RecordType } from '@pipe/records';
import { followFiles } from '#platform';
import type { CsvSourceOptions } from './csv-source-options.ts';
import { CsvError } from './errors.ts';
import { arrival } from './input/arrival.ts';
import type { CsvInput, FileHandleLike } from './input/csv-input.ts';
import { type Encoding, findEncoding } from './input/encoding.ts';
import { isOneShot, takeOnce } from './input/one-shot.ts';
import { openInput } from './input/open-input.ts';
import { wholeHead } from './input/whole-head.ts';
import type { CsvPosition } from './position.ts';
import { BatchReader } from './reading/batch-reader.ts';
import type { UnreadableRecord } from './reading/unreadable-record.ts';
import { resolveSettings, type Settings } from './settings.ts';

/** What a stream of batches may be given. */
export interface CsvStreamOptions {
  /** Ends the stream early, and with it a read that is waiting. */
  readonly signal?: AbortSignal;
  /** Where to go on: what {@link CsvSource.position} gave in an earlier run over the same input. */
  readonly position?: CsvPosition;
  /** Takes records that could not be read. Without it the first of them is thrown, unless `onError` is `skip`. */
  readonly deadLetter?: (record: UnreadableRecord) => void | Promise<void>;
}

/** A run of chunks that is one text from its header, or a position in it, to its end. */
interface Text {
  readonly from: CsvPosition;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const defaultIntervalMs = 250;
const defaultLingerMs = 50;

/** Delimited text as a source of record batches. */
export class CsvSource<F extends Fields = Fields> {
  readonly name: string;
  readonly recordType: RecordType<F>;
  protected readonly input: CsvInput;
  protected readonly options: CsvSourceOptions;
  readonly #settings: Settings;
  readonly #encoding: Encoding;
  readonly #finishing = new AbortController();
  #position: CsvPosition = { offset: 0, line: 1 };
  #size: number | undefined;

  /** @throws CsvError `invalid-option`. */
  constructor(input: CsvInput, recordType: RecordType<F>, options: CsvSourceOptions = {}) {
    this.input = input;
    this.recordType = recordType;
    this.options = options;
    this.#settings = resolveSettings(recordType as unknown as RecordType, options);
    this.#encoding = findEncoding(options.encoding ?? 'utf-8');
    this.name = options.name ?? nameOf(input);
    if (options.follow && options.range) {
      throw new CsvError(
        'invalid-option',
        'follow and range exclude each other: a range ends, and a log goes on',
      );
    }
    if (options.follow && !isFile(input)) {
      throw new CsvError(
        'invalid-option',
        `follow: expected the input to be a path or file: URL, got ${String(input)}`,
      );
    }
  }

  /** Behind the rows of the batch yielded last. */
  position(): CsvPosition {
    return this.#position;
  }

  /**
   * Reads nothing more: the stream gives out the rows it has, and ends. A line that is not whole yet, of a file that is
   * followed say, is left to a run that goes on from the position.
   */
  finish(): void {
    this.#finishing.abort();
  }

  /** How much of the input has been read, from 0 to 1; undefined where its size is not known. */
  progress(): number | undefined {
    return this.#size === undefined ? undefined : Math.min(1, this.#position.offset / this.#size);
  }

  /**
   * The records as batches, in the order of the input; each batch belongs to whoever takes it.
   *
   * @throws CsvError when the input cannot be read, is a stream that was read before, ends before the position, or lacks
   * columns; the signal's reason when that is aborted.
   */
  async *stream(options: CsvStreamOptions = {}): AsyncGenerator<RecordBatch<F>, void, undefined> {
    const { signal } = options;
    signal?.throwIfAborted();
    this.#position = checkPosition(options.position);
    const dictionaries = this.recordType.dictionaries();
    const { signal: asked } = this.#finishing;
    const ending = signal === undefined ? asked : AbortSignal.any([signal, asked]);
    for await (const text of this.#texts(ending)) yield* this.#readText(text, dictionaries, options, ending);
    signal?.throwIfAborted();
  }

  async *#texts(signal: AbortSignal): AsyncGenerator<Text> {
    const from = this.#position;
    const { follow } = this.options;
    if (!follow || !isFile(this.input)) {
      takeOnce(this.input);
      const { size, read } = await openInput(this.input, signal);
      this.#size = size;
      if (size !== undefined && from.offset > size) {
        throw new CsvError(
          'invalid-position',
          `expected a position in this input, which has ${size} bytes, got offset ${from.offset}: it was of another input, or this one has been cut since`,
        );
      }
      yield { from, chunks: read(from.offset) };
      return;
    }
    const { intervalMs = defaultIntervalMs } = follow === true ? {} : follow;
    const following = { offset: from.offset, file: from.file, intervalMs, signal };
    for await (const { id, offset, chunks } of followFiles(this.input, following)) {
      yield { from: offset === 0 ? { offset, line: 1, file: id } : { ...from, file: id }, chunks };
    }
  }

  async *#readText(
    { from, chunks }: Text,
    dictionaries: Dictionaries<F>,
    options: CsvStreamOptions,
    ending: AbortSignal,
  ): AsyncGenerator<RecordBatch<F>, void, undefined> {
    const { lingerMs = defaultLingerMs } = this.options;
    const reader = new BatchReader(this.recordType, this.#settings, this.#encoding, dictionaries, from);
    const utf8 = wholeHead(this.#encoding.decode(chunks));
    try {
      while (!reader.isDone) {
        const next = utf8.next();
        let arrived = await arrival(next, ending, reader.hasRows ? lingerMs : undefined);
        if (arrived === undefined) {
          yield* this.#take(reader);
          arrived = await arrival(next, ending);
        }
        if (arrived === undefined || arrived.done) break;
        reader.feed(arrived.value);
        yield* this.#read(reader, options);
      }
      reader.end();
      yield* this.#read(reader, options);
      yield* this.#take(reader);
      this.#position = reader.position;
    } catch (cause) {
      const { aborted: isAsked, reason } = this.#finishing.signal;
      if (!isAsked || cause !== reason) throw cause;
      yield* this.#take(reader);
      this.#position = reader.position;
    } finally {
      reader.close();
      const closing = utf8.return().catch(() => {});
      // A read that hangs would hold this up: the signal has ended it, or nothing can.
      if (!ending.aborted) await closing;
    }
  }

  /** Full batches, as long as there are bytes for them. */
  async *#read(reader: BatchReader<F>, { deadLetter }: CsvStreamOptions): AsyncGenerator<RecordBatch<F>> {
    let isMore = true;
    while (isMore) {
      isMore = reader.advance();
      for (const record of reader.unreadable) {
        if (deadLetter === undefined) throw record.cause;
        await deadLetter(record);
      }
      reader.unreadable.length = 0;
      if (reader.isFull) yield* this.#take(reader);
    }
  }

  *#take(reader: BatchReader<F>): Generator<RecordBatch<F>> {
    const batch = reader.takeBatch();
    if (batch === undefined) return;
    this.#position = reader.position;
    yield batch;
  }
}

/** Delimited text that can be read as often as one likes: of a file, a URL, or bytes in memory. */
export class RepeatableCsvSource<F extends Fields = Fields> extends CsvSource<F> {
  /** The same description with a state of its own, for another run. */
  create(): RepeatableCsvSource<F> {
    return new RepeatableCsvSource(this.input, this.recordType, this.options);
  }
}

/**
 * Reads delimited text into record batches: bytes are parsed straight into columns.
 *
 * @param input - Where the text comes from. A path, URL, Uint8Array, Blob or open file can be read again and again, in runs of
 * their own; a stream or iterator once, so that its source has no `create`, and a second run over it is refused.
 * @throws CsvError `invalid-option`; what is wrong with the input is said by the stream.
 */
export function csvSource<F extends Fields>(
  input: string | URL | Uint8Array | Blob | FileHandleLike,
  recordType: RecordType<F>,
  options?: CsvSourceOptions,
): RepeatableCsvSource<F>;
export function csvSource<F extends Fields>(
  input: CsvInput,
  recordType: RecordType<F>,
  options?: CsvSourceOptions,
): CsvSource<F>;
export function csvSource<F extends Fields>(
  input: CsvInput,
  recordType: RecordType<F>,
  options: CsvSourceOptions = {},
): CsvSource<F> {
  const Source = isOneShot(input) ? CsvSource : RepeatableCsvSource;
  return new Source(input, recordType, options);
}

function isFile(input: CsvInput): input is string | URL {
  return typeof input === 'string' || (input instanceof URL && input.protocol === 'file:');
}

function nameOf(input: CsvInput): string {
  if (typeof input !== 'string' && !(input instanceof URL)) return 'csv';
  return String(input).split(/[\\/]/).pop() || 'csv';
}

function checkPosition(position: CsvPosition | undefined): CsvPosition {
  if (position === undefined) return { offset: 0, line: 1 };
  const isPosition = Number.isSafeInteger(position.offset) && Number.isSafeInteger(position.line);
  if (isPosition && position.offset >= 0) return position;
  throw new CsvError(
    'invalid-position',
    `expected a position of an earlier run, got ${JSON.stringify(position)}`,
  );
}
