import type { Encoding, EncodingName } from './encoding.ts';

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

/** All but UTF-8, by their names. */
export const encodings: { readonly [name in Exclude<EncodingName, 'utf-8'>]: Encoding } = {
  latin1,
  'utf-16le': utf16(true),
  'utf-16be': utf16(false),
};
