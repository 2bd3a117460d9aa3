import * as arrow from '@uwdata/flechette';
import { Dictionary } from '../dictionary.ts';
import type { RecordError } from '../errors.ts';
import type { Field } from '../field.ts';
import { bitAt, bitmapBytes, countZeros } from '../internal/columns/bitmap.ts';
import { decodeText } from '../internal/columns/text-column.ts';
import type { ColumnValues } from '../types.ts';
import { malformedArrow } from './flat-table.ts';
import { toMilliseconds } from './timestamps.ts';

type Codes = Uint8Array | Uint16Array | Uint32Array;
type Texts = readonly (string | null)[];

/** A column's share of one Arrow record batch, in a form that `appendColumns` takes. */
export interface ReadColumn {
  readonly values?: ColumnValues | readonly unknown[];
  readonly offsets?: Int32Array;
  readonly bytes?: Uint8Array;
  readonly codes?: Codes;
  /** What `codes` mean. */
  readonly dictionary?: Dictionary;
  readonly validity: Uint8Array | undefined;
}

/** Reads a batch of Arrow values for a field, without copying where the layouts agree. */
export function readColumn(name: string, field: Field, batch: arrow.Batch<unknown>): ReadColumn {
  const { length, type } = batch;
  const validity = readValidity(name, batch);
  if (type.typeId === arrow.Type.Dictionary) return readDictionary(name, field, batch, validity);
  if (type.typeId === arrow.Type.Utf8) return readText(name, field, batch, validity);
  const { values } = batch;
  if (type.typeId === arrow.Type.Bool)
    return { values: unpackBits(name, values as Uint8Array, length), validity };
  const elements = type.typeId === arrow.Type.FixedSizeBinary ? length * type.stride : length;
  if (values.length < elements) throw short(name, elements, values.length);
  const trimmed = values.subarray(0, elements) as ColumnValues;
  if (type.typeId === arrow.Type.Timestamp) {
    return { values: toMilliseconds(trimmed as BigInt64Array, type.unit), validity };
  }
  if (type.typeId === arrow.Type.Date) return { values: readDates(trimmed, type.unit), validity };
  return { values: trimmed, validity };
}

function readValidity(name: string, { length, validity }: arrow.Batch<unknown>): Uint8Array | undefined {
  if (validity === undefined || validity.length === 0) return undefined;
  if (validity.length < bitmapBytes(length))
    throw short(`${name} validity`, bitmapBytes(length), validity.length);
  return countZeros(validity, length) === 0 ? undefined : validity;
}

function readText(
  name: string,
  field: Field,
  batch: arrow.Batch<unknown>,
  validity: Uint8Array | undefined,
): ReadColumn {
  const offsets = readOffsets(name, batch);
  const bytes = batch.values as Uint8Array;
  if (field.kind === 'utf8') return { offsets, bytes, validity };
  return { values: decodeTexts(name, offsets, bytes, validity), validity };
}

function readOffsets(name: string, { length, offsets }: arrow.Batch<unknown>): Int32Array {
  // Without rows there may be no offsets at all.
  if (length === 0) return new Int32Array(1);
  if (offsets.length <= length) throw short(`${name} offsets`, length + 1, offsets.length);
  return offsets.subarray(0, length + 1) as Int32Array;
}

/** The texts of a dictionary: decoded here, because flechette drops a byte order mark, and with it the difference to another text. */
function readTexts(name: string, batches: readonly arrow.Batch<unknown>[]): Texts {
  return batches.flatMap((batch) =>
    decodeTexts(name, readOffsets(name, batch), batch.values as Uint8Array, readValidity(name, batch)),
  );
}

function decodeTexts(
  name: string,
  offsets: Int32Array,
  bytes: Uint8Array,
  validity: Uint8Array | undefined,
): (string | null)[] {
  let last = Math.max(0, offsets[0]);
  return Array.from({ length: offsets.length - 1 }, (_, row) => {
    const end = offsets[row + 1];
    if (offsets[row] !== last || end < last || end > bytes.length)
      throw malformedArrow(`${name}, row ${row} is out of place`);
    last = end;
    return validity === undefined || bitAt(validity, row)
      ? decodeText(bytes.subarray(offsets[row], end))
      : null;
  });
}

function readDictionary(
  name: string,
  field: Field,
  batch: arrow.Batch<unknown>,
  validity: Uint8Array | undefined,
): ReadColumn {
  const { length, values } = batch;
  if (values.length < length) throw short(name, length, values.length);
  const codes = unsigned(values.subarray(0, length) as ColumnValues);
  const { dictionary } = batch as arrow.Batch<unknown> & { dictionary?: arrow.Column<string> };
  const texts = readTexts(name, dictionary?.data ?? []);
  if (field.kind === 'dictionary') return recode(name, codes, texts, validity, field.limit);
  const decoded = Array.from(codes, (code, row) => {
    if (validity !== undefined && !bitAt(validity, row)) return null;
    return textOf(name, texts, code, row);
  });
  return { values: decoded, validity };
}

function textOf(name: string, texts: Texts, code: number, row: number): string | null {
  if (code < texts.length) return texts[code];
  throw malformedArrow(`${name}, row ${row}: code ${code} has no text`);
}

/**
 * The codes with a dictionary of their own. They stay as they are unless a text is there twice or is null, which Arrow
 * allows; then the rows of such a text become null.
 */
function recode(
  name: string,
  codes: Codes,
  texts: Texts,
  validity: Uint8Array | undefined,
  limit: number | undefined,
): ReadColumn {
  const dictionary = new Dictionary(limit);
  const isPlain = texts.every((text, code) => text !== null && dictionary.encode(text) === code);
  if (isPlain) return { codes, dictionary, validity };
  const own = codes.slice();
  const valid = new Uint8Array(bitmapBytes(codes.length));
  for (let row = 0; row < codes.length; row++) {
    if (validity !== undefined && !bitAt(validity, row)) continue;
    const text = textOf(name, texts, codes[row], row);
    if (text === null) continue;
    own[row] = dictionary.encode(text);
    valid[row >>> 3] |= 1 << (row & 7);
  }
  return { codes: own, dictionary, validity: countZeros(valid, codes.length) === 0 ? undefined : valid };
}

/** Codes are never negative, whatever their type says: one that is becomes too large, and is found to have no text. */
function unsigned(values: ColumnValues): Codes {
  const { buffer, byteOffset, length } = values;
  switch (values.BYTES_PER_ELEMENT) {
    case 1:
      return new Uint8Array(buffer, byteOffset, length);
    case 2:
      return new Uint16Array(buffer, byteOffset, length);
    case 4:
      return new Uint32Array(buffer, byteOffset, length);
    default:
      return Uint32Array.from(values as BigInt64Array, (code) =>
        Math.min(Number(BigInt.asUintN(64, code)), 2 ** 32 - 1),
      );
  }
}

function unpackBits(name: string, bits: Uint8Array, length: number): Uint8Array {
  if (bits.length < bitmapBytes(length)) throw short(name, bitmapBytes(length), bits.length);
  return Uint8Array.from({ length }, (_, row) => (bits[row >>> 3] >>> (row & 7)) & 1);
}

const millisecondsPerDay = 86_400_000;

function readDates(values: ColumnValues, unit: number): Float64Array {
  if (values instanceof BigInt64Array) return toMilliseconds(values, 1);
  const perUnit = unit === arrow.DateUnit.DAY ? millisecondsPerDay : 1;
  return Float64Array.from(values as Int32Array, (day) => day * perUnit);
}

const short = (what: string, expected: number, got: number): RecordError =>
  malformedArrow(`${what}: expected ${expected} elements, got ${got}`);
