import type { TimeFormat } from '../values/time-format.ts';
import { BinaryColumnReader } from './binary-column-reader.ts';
import { BoolColumnReader } from './bool-column-reader.ts';
import type { ColumnParts, ColumnReader } from './column-reader.ts';
import { DictionaryColumnReader } from './dictionary-column-reader.ts';
import { NumberColumnReader } from './number-column-reader.ts';
import { TextColumnReader } from './text-column-reader.ts';
import { TimestampColumnReader } from './timestamp-column-reader.ts';
import { WideColumnReader } from './wide-column-reader.ts';

/** The reader for a field of any kind. */
export function createColumnReader(parts: ColumnParts, format: TimeFormat): ColumnReader {
  switch (parts.field.kind) {
    case 'timestamp':
      return new TimestampColumnReader(parts, format);
    case 'dictionary':
      return new DictionaryColumnReader(parts);
    case 'utf8':
      return new TextColumnReader(parts);
    case 'bool':
      return new BoolColumnReader(parts);
    case 'int64':
    case 'uint64':
      return new WideColumnReader(parts);
    case 'binary':
      return new BinaryColumnReader(parts);
    default:
      return new NumberColumnReader(parts);
  }
}
