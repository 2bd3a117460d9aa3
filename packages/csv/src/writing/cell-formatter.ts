import type { Field, RecordBatch } from '@pipe/records';
import { CsvError } from '../errors.ts';
import { formatTime } from './format-time.ts';

/** The options of a sink, checked and complete. */
export interface Format {
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  /** Empty when nothing is ever quoted. */
  readonly quote: string;
  readonly missing: string;
  readonly timestamp: 'iso' | 'epoch';
}

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
  const quoted = (text: string) => quoteCell(text, format, false);
  switch (field.kind) {
    case 'dictionary': {
      const codes = valuesOf(column) as Uint16Array;
      const texts = batch.dictionary(name).texts;
      const written: string[] = [];
      return (row) => {
        const code = codes[row];
        written[code] ??= quoteCell(texts[code], format, true);
        return written[code];
      };
    }
    case 'utf8': {
      const { offsets, bytes } = column as { offsets: Int32Array; bytes: Uint8Array };
      const decoder = new TextDecoder();
      return (row) => quoteCell(decoder.decode(bytes.slice(offsets[row], offsets[row + 1])), format, true);
    }
    case 'binary': {
      const bytes = valuesOf(column) as Uint8Array;
      const width = field.byteWidth ?? 1;
      return (row) => toHex(bytes.subarray(row * width, (row + 1) * width));
    }
    case 'bool': {
      const values = valuesOf(column) as Uint8Array;
      return (row) => (values[row] === 1 ? 'true' : 'false');
    }
    case 'timestamp': {
      const times = valuesOf(column) as Float64Array;
      return format.timestamp === 'iso'
        ? (row) => quoted(formatTime(times[row]))
        : (row) => String(times[row]);
    }
    case 'float32':
    case 'float64': {
      const values = valuesOf(column) as Float64Array;
      const { decimal } = format;
      return decimal === '.'
        ? (row) => formatNumber(values[row])
        : (row) => quoted(formatNumber(values[row]).replace('.', decimal));
    }
    default: {
      const values = valuesOf(column) as Int32Array;
      return (row) => String(values[row]);
    }
  }
}

/** The values of a fixed-width column, whether it is nullable or not. */
function valuesOf(column: unknown): ArrayBufferView {
  return ArrayBuffer.isView(column) ? column : (column as { values: ArrayBufferView }).values;
}

/** The shortest text that is read as the same number. */
const formatNumber = (value: number) => (Object.is(value, -0) ? '-0' : String(value));

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A cell in quotes, if it needs them: for what is in it, or, being a text, lest it be taken for a missing value.
 *
 * @throws CsvError `invalid-option` when it needs them and there are none.
 */
export function quoteCell(text: string, { delimiter, quote, missing }: Format, isText: boolean): string {
  const isAmbiguous = isText && (text === '' || text === missing);
  const isSpecial = text.includes(delimiter) || (quote !== '' && text.includes(quote)) || /[\r\n]/.test(text);
  if (!isAmbiguous && !isSpecial) return text;
  if (quote !== '') return quote + text.replaceAll(quote, quote + quote) + quote;
  if (!isSpecial) return text;
  throw new CsvError(
    'invalid-option',
    `quote: expected a character, as ${JSON.stringify(text)} must be quoted, got none`,
  );
}
