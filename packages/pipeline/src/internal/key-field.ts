import { type Field, field } from '@pipe/records';

/** The field of made records that says which key they are of. */
export type KeyField<Key extends string> = {
  readonly [Name in Key]: Field<string, 'dictionary', true, true>;
};

/** The key field of made records, for as many texts as that of the records they are made of; none without a key. */
export function keyField(by: string | undefined, limit: number | undefined): KeyField<string> {
  return by === undefined ? {} : { [by]: field.dictionary({ limit: limit ?? 65_536 }).nullable() };
}
