import { open } from 'node:fs/promises';
import { cellsOf } from './cells-of.ts';

/** As much of a file as guesses are made from: enough for a text that means "no value" to turn up. */
const bytesRead = 1_048_576;

/** The first lines of a delimited file: a look at it, beside the real reader, to guess how it is to be read. */
export class FileHead {
  readonly #lines: readonly string[];

  /** @param text - What the file begins with, its last line whole. */
  constructor(text: string) {
    this.#lines = text.split(/\r?\n/).filter((line) => line !== '');
  }

  /** The names of the columns, where this stands between cells. */
  header(delimiter: string): string[] {
    return cellsOf(this.#lines[0] ?? '', delimiter);
  }

  /** The lines behind the header that have as many cells as it. */
  rows(delimiter: string): string[][] {
    const { length } = this.header(delimiter);
    return this.#lines
      .slice(1)
      .map((line) => cellsOf(line, delimiter))
      .filter((cells) => cells.length === length);
  }
}

/** The head of a file, or `undefined` for one that is not text in UTF-8. */
export async function readHead(path: string): Promise<FileHead | undefined> {
  await using file = await open(path);
  const { bytesRead: size, buffer } = await file.read({ buffer: Buffer.alloc(bytesRead) });
  const bytes = buffer.subarray(0, size);
  const whole = size < bytesRead ? bytes : bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  const text = new TextDecoder().decode(whole);
  return /[\0\uFFFD]/.test(text) ? undefined : new FileHead(text);
}
