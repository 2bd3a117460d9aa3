import type { Field, RecordBatch } from '@pipe/records';
import { CsvError } from '../errors.ts';
import type { Format } from './format.ts';
import { formatEpochTime, formatIsoTime } from './format-time.ts';
import { quoteCell } from './quote-cell.ts';

/** The text of a field's value in a row, ready to be written. */
export type CellFormatter = (row: number) => string;

/** Formats the values of one field of a batch, nulls included. */
export function formatCells(batch: RecordBatch, name: string, format: Format): CellFormatter {
  const formatValue = formatValues(batch, name, format);
  const { isNullable } = batch.type.fields[name];
  if (!isNullable) return formatValue;
  return (row) => (batch.isNull(name, row) ? format.missing : formatValue(row));
}

function formatValues(batch: RecordBatch, name: string, format: Format): CellFormatter {
  const { fields } = batch.type;
  const field: Field = fields[name];
  const column: unknown = batch.column(name);
  const quoted = (text: string) => quoteCell(text, format);
  const plain = (text: string) => (text === format.missing ? refuse(name, text) : quoteCell(text, format));
  switch (field.kind) {
    case 'dictionary': {
      const codes = valuesOf(column) as Uint16Array;
      const texts = batch.dictionary(name).texts;
      const written: string[] = [];
      return (row) => {
        const code = codes[row];
        written[code] ??= quoted(texts[code]);
        return written[code];
      };
    }
    case 'utf8': {
      const { offsets, bytes } = column as { offsets: Int32Array; bytes: Uint8Array };
      // A byte-order mark within a text is part of it.
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return (row) => quoted(decoder.decode(bytes.slice(offsets[row], offsets[row + 1])));
    }
    case 'binary': {
      const bytes = valuesOf(column) as Uint8Array;
      const width = field.byteWidth ?? 1;
      return (row) => plain(toHex(bytes.subarray(row * width, (row + 1) * width)));
    }
    case 'bool': {
      const values = valuesOf(column) as Uint8Array;
      return (row) => plain(values[row] === 1 ? 'true' : 'false');
    }
    case 'timestamp': {
      const times = valuesOf(column) as Float64Array;
      const formatTime = format.timestamp === 'iso' ? formatIsoTime : formatEpochTime;
      return (row) => plain(formatTime(times[row]));
    }
    default: {
      const values = valuesOf(column) as Float64Array;
      const { decimal, missing, missingNumber } = format;
      return (row) => {
        const value = values[row];
        // The shortest text that is read as the same number.
        const text = Object.is(value, -0) ? '-0' : String(value);
        if (text === missing || Number(value) === missingNumber) refuse(name, text);
        return decimal === '.' ? text : quoteCell(text.replace('.', decimal), format);
      };
    }
  }
}

/** Only texts can be told from null by quotes: other values that are written like it are not written. */
function refuse(name: string, text: string): never {
  throw new CsvError(
    'unwritable-value',
    `${name} is ${text}, which is what stands for null here: set missing to something else`,
  );
}

/** The values of a fixed-width column, whether it is nullable or not. */
function valuesOf(column: unknown): ArrayBufferView {
  return ArrayBuffer.isView(column) ? column : (column as { values: ArrayBufferView }).values;
}

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
