import { type Field, type FieldKind, type Fields, field } from '../field.ts';

/** A field as plain data, for messages. */
export interface FieldDescription {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isNullable: boolean;
  readonly limit?: number | undefined;
  readonly byteWidth?: number | undefined;
  readonly as?: 'number' | 'bigint' | undefined;
}

export function describeField(
  name: string,
  { kind, isNullable, limit, byteWidth, as }: Field,
): FieldDescription {
  return { name, kind, isNullable, limit, byteWidth, as };
}

/** The fields of descriptions, whatever they are: of what is none, a definition is refused. */
export function fieldsFrom(descriptions: readonly FieldDescription[]): Fields {
  return Object.fromEntries(
    descriptions.map(({ name, kind, isNullable, limit, byteWidth, as }) => {
      const make = field[kind] as (options: unknown) => Field;
      const made = make(kind === 'binary' ? byteWidth : { limit, as });
      return [name, isNullable ? made.nullable() : made];
    }),
  );
}
