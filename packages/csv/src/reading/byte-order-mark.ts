import { CsvError } from '../errors.ts';

/**
 * How many bytes of a text's beginning are a byte-order mark.
 *
 * @throws CsvError `unreadable-input` for the mark of an encoding that is not UTF-8.
 */
export function byteOrderMarkLength(bytes: Uint8Array): number {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 3;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  if (encoding === '') return 0;
  throw new CsvError(
    'unreadable-input',
    `The input begins with a byte-order mark of UTF-16: set encoding: '${encoding}'`,
  );
}
