import type { RecordBatch } from '@pipe/records';
import { fileOutput } from '#file';
import type { CsvSinkOptions } from './csv-sink-options.ts';
import type { ByteOutput } from './output/byte-output.ts';
import type { Format } from './writing/cell-formatter.ts';
import { formatBatch, formatHeader } from './writing/format-batch.ts';

/** Where delimited text goes: a path or `file:` URL (in Node, Deno and Bun). */
export type CsvOutput = string | URL;

const encoder = new TextEncoder();

/** Record batches as delimited text. */
export class CsvSink {
  readonly name: string;
  readonly #target: CsvOutput;
  readonly #options: CsvSinkOptions;
  readonly #format: Format;
  readonly #lineEnd: string;
  #output: ByteOutput | undefined;
  #signal: AbortSignal | undefined;
  #isFlushed = true;
  #hasHeader = false;

  constructor(output: CsvOutput, options: CsvSinkOptions = {}) {
    const {
      delimiter = ',',
      decimal = '.',
      quote = '"',
      missing = '',
      timestamp = 'iso',
      lineEnd = '\n',
    } = options;
    this.#target = output;
    this.#options = options;
    this.#format = { delimiter, decimal, quote, missing, timestamp };
    this.#lineEnd = lineEnd;
    this.name = options.name ?? (String(output).split(/[\\/]/).pop() || 'csv');
  }

  create(): CsvSink {
    return new CsvSink(this.#target, this.#options);
  }

  async open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#signal = signal;
    this.#output ??= await fileOutput(this.#target);
  }

  async consume(batch: RecordBatch, _context?: unknown): Promise<void> {
    this.#output ??= await fileOutput(this.#target);
    const { header = true } = this.#options;
    let text = '';
    if (header && !this.#hasHeader) text = formatHeader(batch, this.#format, this.#lineEnd);
    this.#hasHeader = true;
    this.#isFlushed = false;
    await this.#output.write(encoder.encode(text + formatBatch(batch, this.#format, this.#lineEnd)));
  }

  async flush(): Promise<void> {
    await this.#output?.flush();
    this.#isFlushed = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const output = this.#output;
    this.#output = undefined;
    const hasFailed = this.#signal?.aborted === true && this.#signal.reason?.name !== 'AbortError';
    if (hasFailed || !this.#isFlushed) await output?.abandon(this.#signal?.reason);
    else await output?.publish();
  }
}

/** Writes records as delimited text. A file appears under its name, as a whole, once everything has been written. */
export function csvSink(output: CsvOutput, options: CsvSinkOptions = {}): CsvSink {
  return new CsvSink(output, options);
}
