import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { DeadLetter, DeadLetterSink } from '@pipe/pipeline';

/** Writes dead letters to a file, one JSON object a line. */
export class DeadLetterFile implements DeadLetterSink {
  readonly #stream: WriteStream;

  constructor(path: string) {
    this.#stream = createWriteStream(path);
  }

  async consume({ component, raw, cause, position }: DeadLetter): Promise<void> {
    const line = JSON.stringify({
      component,
      position,
      cause: cause instanceof Error ? cause.message : cause,
      raw,
    });
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}
