import { RecordError } from '../errors.ts';
import { type Field, type FieldKind, type Fields, field } from '../field.ts';

/** A field as plain data, for messages and for the metadata of files. */
export interface FieldDescription {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isNullable: boolean;
  readonly limit?: number;
  readonly byteWidth?: number;
  readonly as?: 'number' | 'bigint';
}

export function describeField(
  name: string,
  { kind, isNullable, limit, byteWidth, as }: Field,
): FieldDescription {
  return {
    name,
    kind,
    isNullable,
    ...(limit === undefined ? {} : { limit }),
    ...(byteWidth === undefined ? {} : { byteWidth }),
    ...(as === undefined ? {} : { as }),
  };
}

/** The fields of a description that may come from anywhere. */
export function fieldsFrom(descriptions: unknown): Fields {
  if (!Array.isArray(descriptions)) throw malformed(descriptions);
  const fields: Record<string, Field> = {};
  for (const description of descriptions) {
    if (typeof description?.name !== 'string' || Object.hasOwn(fields, description.name))
      throw malformed(description);
    const made = makeField(description);
    fields[description.name] = description.isNullable === true ? made.nullable() : made;
  }
  return fields;
}

function makeField(description: FieldDescription): Field {
  const { kind, as, limit, byteWidth } = description;
  switch (kind) {
    case 'dictionary':
      return field.dictionary(limit === undefined ? {} : { limit });
    case 'binary':
      return field.binary(byteWidth as number);
    case 'int64':
      return as === 'bigint' ? field.int64({ as }) : field.int64();
    case 'uint64':
      return as === 'bigint' ? field.uint64({ as }) : field.uint64();
    default:
      if (typeof kind !== 'string' || !Object.hasOwn(field, kind)) throw malformed(description);
      return field[kind]();
  }
}

function malformed(description: unknown): RecordError {
  return new RecordError(
    'malformed',
    `Expected the description of a field, got ${JSON.stringify(description)}`,
  );
}
