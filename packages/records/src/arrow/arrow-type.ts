import * as arrow from '@uwdata/flechette';
import { RecordError } from '../errors.ts';
import { type Field, field } from '../field.ts';
import { valuesType } from '../internal/columns/column-type.ts';
import type { TimeUnit } from './timestamps.ts';

/** The Arrow type that a field is written as. */
export function arrowType(of: Field, unit: TimeUnit): arrow.DataType {
  switch (of.kind) {
    case 'bool':
      return arrow.bool();
    case 'timestamp':
      return arrow.timestamp(unit, 'UTC');
    case 'dictionary':
      return arrow.dictionary(
        arrow.utf8(),
        arrow.int((valuesType(of).BYTES_PER_ELEMENT * 8) as 8 | 16 | 32, false),
      );
    case 'utf8':
      return arrow.utf8();
    case 'binary':
      return arrow.fixedSizeBinary(of.byteWidth ?? 1);
    default:
      return numberTypes[of.kind]();
  }
}

const { int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64 } = arrow;
const numberTypes = { int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64 };

/**
 * The field that holds an Arrow field's values.
 *
 * @throws RecordError `unsupported` for a type that records have nothing like.
 */
export function fieldFor({ name, type, nullable }: arrow.Field): Field {
  const found = kindFor(type);
  if (found === undefined) {
    throw new RecordError(
      'unsupported',
      `fromArrow: ${name} is of an Arrow type (${typeName(type)}) that records have no field for; cast it, or leave it out`,
    );
  }
  return nullable ? found.nullable() : found;
}

function kindFor(type: arrow.DataType): Field | undefined {
  switch (type.typeId) {
    case arrow.Type.Bool:
      return field.bool();
    case arrow.Type.Int:
      return field[`${type.signed ? 'int' : 'uint'}${type.bitWidth}`]();
    case arrow.Type.Float:
      return floatFor(type.precision);
    case arrow.Type.Timestamp:
    case arrow.Type.Date:
      return field.timestamp();
    case arrow.Type.Utf8:
      return field.utf8();
    case arrow.Type.FixedSizeBinary:
      return field.binary(type.stride);
    case arrow.Type.Dictionary:
      return type.dictionary.typeId === arrow.Type.Utf8 ? dictionaryFor(type.indices.bitWidth) : undefined;
    default:
      return undefined;
  }
}

function floatFor(precision: number): Field | undefined {
  if (precision === arrow.Precision.DOUBLE) return field.float64();
  return precision === arrow.Precision.SINGLE ? field.float32() : undefined;
}

/** As wide as the codes, so that they can stay where they are. */
function dictionaryFor(bitWidth: number): Field {
  if (bitWidth === 8) return field.dictionary({ limit: 256 });
  return bitWidth === 16 ? field.dictionary() : field.dictionary({ limit: 2 ** 31 });
}

function typeName({ typeId }: arrow.DataType): string {
  const entry = Object.entries(arrow.Type).find(([, id]) => id === typeId);
  return entry?.[0] ?? String(typeId);
}
