import type { Field } from '../field.ts';
import { valuesType } from './columns/column-type.ts';

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * FNV-1a, 64 bits (draft-eastlake-fnv), as 16 hex digits, over a canonical description of the fields: for each, in
 * order, its name, kind, bytes a value, and nullability, as JSON. Defaults and row forms are no part of the layout.
 */
export function schemaHash(names: readonly string[], fields: readonly Field[]): string {
  const description = fields.map((field, index) => [
    names[index],
    field.kind,
    field.byteWidth ?? valuesType(field).BYTES_PER_ELEMENT,
    field.isNullable,
  ]);
  let hash = offsetBasis;
  for (const byte of new TextEncoder().encode(JSON.stringify(description))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  }
  return hash.toString(16).padStart(16, '0');
}
