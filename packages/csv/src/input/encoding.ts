import type { CsvSourceOptions } from '../csv-source-options.ts';

/** How the input's characters are written as bytes, and how that becomes UTF-8. */
export interface Encoding {
  /** Whether the input is UTF-8 as it is: a byte of one is a byte of the other. */
  readonly isUtf8?: boolean;
  /** Bytes that a run of UTF-8 takes in the input. */
  width(utf8: Uint8Array, start: number, end: number): number;
  /** The input as UTF-8. What is no character there becomes what is none in UTF-8, so that its record is refused. */
  decode(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

export type EncodingName = Required<CsvSourceOptions>['encoding'];

export const utf8: Encoding = {
  isUtf8: true,
  width: (_, start, end) => end - start,
  decode: (chunks) => chunks,
};

export async function loadEncoding(name: EncodingName): Promise<Encoding> {
  return name === 'utf-8' ? utf8 : (await import('./other-encodings.ts')).encodings[name];
}
