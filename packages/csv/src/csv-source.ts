import type { Fields, RecordBatch, RecordType } from '@pipe/records';
import { followTexts } from '#platform';
import type { CsvSourceOptions } from './csv-source-options.ts';
import { arrival } from './input/arrival.ts';
import { type CsvInput, type FileHandleLike, isFile } from './input/csv-input.ts';
import { isOneShot, takeOnce } from './input/one-shot.ts';
import { openInput } from './input/open-input.ts';
import type { Text } from './input/text.ts';
import { wholeHead } from './input/whole-head.ts';
import { loadWording } from './load-wording.ts';
import { check } from './option-checks.ts';
import type { CsvPosition } from './position.ts';
import { BatchReader } from './reading/batch-reader.ts';
import { loadReading, type Reading } from './reading/load-reading.ts';
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

const start: CsvPosition = { offset: 0, line: 1 };

/** Delimited text as a source of record batches. */
export class CsvSource<F extends Fields = Fields> {
  readonly name: string;
  readonly recordType: RecordType<F>;
  protected readonly input: CsvInput;
  protected readonly options: CsvSourceOptions;
  readonly #settings: Settings;
  readonly #finishing = new AbortController();
  #position = start;
  #size: number | undefined;

  /** @throws CsvError `invalid-option`. */
  constructor(input: CsvInput, recordType: RecordType<F>, options: CsvSourceOptions = {}) {
    this.input = input;
    this.recordType = recordType;
    this.options = options;
    this.#settings = resolveSettings(recordType as unknown as RecordType, options);
    this.name = options.name ?? nameOf(input);
    const { follow } = this.#settings;
    check(!follow || isFile(input), 'follow', 'the input to be a path or file: URL', typeof input);
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
    return this.#size && Math.min(1, this.#position.offset / this.#size);
  }

  /**
   * The records as batches, in the order of the input; each batch belongs to whoever takes it.
   *
   * @throws CsvError when the input cannot be read, is a stream that was read before, ends before the position, or lacks
   * columns; the signal's reason when that is aborted.
   */
  async *stream(options: CsvStreamOptions = {}): AsyncGenerator<RecordBatch<F>, void, undefined> {
    const { signal, position = start } = options;
    signal?.throwIfAborted();
    if (!isPosition(position)) throw (await loadWording()).noPosition(position);
    this.#position = position;
    const { signal: asked } = this.#finishing;
    const ending = signal === undefined ? asked : AbortSignal.any([signal, asked]);
    const reading = await loadReading(this.recordType as unknown as RecordType, this.#settings);
    for await (const text of this.#texts(ending)) yield* this.#readText(text, reading, options, ending);
    signal?.throwIfAborted();
  }

  async *#texts(signal: AbortSignal): AsyncGenerator<Text> {
    const { input } = this;
    const { follow } = this.#settings;
    const from = this.#position;
    if (follow && isFile(input)) {
      return yield* followTexts(input, follow, from, signal);
    }
    if (!takeOnce(input)) throw (await loadWording()).alreadyRead();
    const { size, chunks } = await openInput(input, from.offset, signal);
    this.#size = size;
    if (from.offset > (size ?? from.offset)) throw (await loadWording()).beyondEnd(size, from.offset);
    yield { from, chunks };
  }

  async *#readText(
    { from, chunks }: Text,
    reading: Reading,
    options: CsvStreamOptions,
    ending: AbortSignal,
  ): AsyncGenerator<RecordBatch<F>, void, undefined> {
    const reader = new BatchReader(reading, from);
    const utf8 = wholeHead(reading.encoding.decode(chunks));
    try {
      yield* this.#readChunks(utf8, reader, options, ending);
      yield* this.#take(reader);
      this.#position = reader.position;
    } finally {
      reader.close();
      const closing = utf8.return().catch(() => {});
      // A read that hangs would hold this up: the signal has ended it, or nothing can.
      if (!ending.aborted) await closing;
    }
  }

  /** The chunks, until there are no more or no more are wanted. */
  async *#readChunks(
    utf8: AsyncIterator<Uint8Array>,
    reader: BatchReader,
    { deadLetter }: CsvStreamOptions,
    ending: AbortSignal,
  ): AsyncGenerator<RecordBatch<F>> {
    const { lingerMs } = this.#settings;
    try {
      for (let isLast = false; !isLast && !reader.isDone; ) {
        const next = utf8.next();
        let arrived = await arrival(next, ending, lingerMs);
        if (arrived === undefined) {
          yield* this.#take(reader);
          arrived = await arrival(next, ending);
        }
        isLast = arrived?.done !== false;
        if (isLast) reader.end();
        else reader.feed(arrived?.value);
        for (let isMore = true; isMore; ) {
          isMore = reader.advance();
          if (reader.hasTrouble) await (await loadWording()).tell(reader, deadLetter);
          if (reader.isFull) yield* this.#take(reader);
        }
      }
    } catch (cause) {
      const { aborted: isAsked, reason } = this.#finishing.signal;
      if (!isAsked || cause !== reason) throw cause;
    }
  }

  *#take(reader: BatchReader): Generator<RecordBatch<F>> {
    const batch = reader.takeBatch();
    if (batch === undefined) return;
    this.#position = reader.position;
    yield batch as unknown as RecordBatch<F>;
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

function nameOf(input: CsvInput): string {
  if (typeof input !== 'string' && !(input instanceof URL)) return 'csv';
  return String(input).split(/[\\/]/).pop() || 'csv';
}

const isPosition = ({ offset, line }: CsvPosition) =>
  [offset, line].every((count) => Number.isSafeInteger(count) && count >= 0);
