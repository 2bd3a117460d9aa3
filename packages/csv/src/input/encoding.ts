import { CsvError } from '../errors.ts';

/** How the input's characters are written as bytes, and how that becomes UTF-8. */
export interface Encoding {
  /** Bytes that a run of UTF-8 takes in the input. */
  width(utf8: Uint8Array, start: number, end: number): number;
  /** The input as UTF-8. What is no character there becomes what is none in UTF-8, so that its record is refused. */
  decode(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

const utf8: Encoding = {
  width: (_, start, end) => end - start,
  decode: (chunks) => chunks,
};

/** ISO 8859-1: a byte is the code point. */
const latin1: Encoding = {
  width(bytes, start, end) {
    let width = 0;
    for (let at = start; at < end; at++) if (!isContinuation(bytes[at])) width += 1;
    return width;
  },
  async *decode(chunks) {
    for await (const chunk of chunks) {
      const bytes = new Uint8Array(chunk.length * 2);
      let length = 0;
      for (const byte of chunk) length = putCharacter(bytes, length, byte);
      yield bytes.subarray(0, length);
    }
  },
};

const utf16 = (isLittleEndian: boolean): Encoding => ({
  width(bytes, start, end) {
    let width = 0;
    for (let at = start; at < end; at++) if (!isContinuation(bytes[at])) width += bytes[at] < 0xf0 ? 2 : 4;
    return width;
  },
  async *decode(chunks) {
    // The first byte of half a unit, and the first unit of half a pair, wait for the next chunk.
    let rest = new Uint8Array();
    for await (const chunk of chunks) {
      const joined = new Uint8Array(rest.length + chunk.length);
      joined.set(rest);
      joined.set(chunk, rest.length);
      const { bytes, read } = decodeUnits(joined, isLittleEndian, false);
      rest = joined.slice(read);
      yield bytes;
    }
    if (rest.length > 0) yield decodeUnits(rest, isLittleEndian, true).bytes;
  },
});

/** The UTF-8 of whole UTF-16 units, and how many bytes they took. A lone surrogate becomes three bytes that are no UTF-8. */
function decodeUnits(
  units: Uint8Array,
  isLittleEndian: boolean,
  isLast: boolean,
): { bytes: Uint8Array; read: number } {
  const view = new DataView(units.buffer, units.byteOffset, units.length);
  const bytes = new Uint8Array((units.length >> 1) * 3 + 1);
  let length = 0;
  let at = 0;
  for (; at + 2 <= units.length; at += 2) {
    let code = view.getUint16(at, isLittleEndian);
    if ((code & 0xfc00) === 0xd800) {
      if (at + 4 > units.length && !isLast) break;
      const low = at + 4 > units.length ? 0 : view.getUint16(at + 2, isLittleEndian);
      if ((low & 0xfc00) === 0xdc00) {
        code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        at += 2;
      }
    }
    length = putCharacter(bytes, length, code);
  }
  // Half a unit at the very end is no character.
  if (isLast && at < units.length) bytes[length++] = 0xff;
  return { bytes: bytes.subarray(0, length), read: at };
}

/** Writes a code point as UTF-8; gives where the next one goes. */
function putCharacter(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    bytes[at] = code;
    return at + 1;
  }
  const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  bytes[at] = (0xff00 >> (more + 1)) | (code >> (6 * more));
  for (let index = 1; index <= more; index++)
    bytes[at + index] = 0x80 | ((code >> (6 * (more - index))) & 0x3f);
  return at + more + 1;
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

const encodings: { readonly [name: string]: Encoding } = {
  'utf-8': utf8,
  latin1,
  'utf-16le': utf16(true),
  'utf-16be': utf16(false),
};

/** @throws CsvError `invalid-option` for an encoding that is none of those known. */
export function findEncoding(name: string): Encoding {
  if (Object.hasOwn(encodings, name)) return encodings[name];
  const known = Object.keys(encodings).join(', ');
  throw new CsvError('invalid-option', `encoding: expected one of ${known}, got ${JSON.stringify(name)}`);
}
