import { type Field, type Fields, field } from '../field.ts';

/** A field as plain data, for messages. */
export type FieldDescription = { readonly name: string } & Omit<Field, 'nullable' | 'default'>;

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
