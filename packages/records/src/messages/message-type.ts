import { defineRecord } from '../define-record.ts';
import { RecordError } from '../errors.ts';
import { fieldsFrom } from '../internal/field-description.ts';
import type { RecordType } from '../types.ts';
import { assertMessage, malformed } from './read-message.ts';

/** Types made from messages, so that the batches of a stream have one type; the oldest makes room. */
const known = new Map<string, RecordType>();
const mostKnown = 64;

/**
 * The record type for a message: the one given, if it has the message's layout, or one made from the description.
 *
 * @throws RecordError `schema-mismatch` or `malformed`.
 */
export function messageType(message: unknown, type: RecordType | undefined): RecordType {
  assertMessage(message);
  const { schemaHash, fields, typeName } = message;
  if (type !== undefined) {
    if (type.schemaHash === schemaHash) return type;
    throw new RecordError(
      'schema-mismatch',
      `The message holds records of ${typeName} (schema ${schemaHash}), not of ${type.name} (schema ${type.schemaHash}): ` +
        'define the same fields, in the same order, on both sides',
    );
  }
  const found = known.get(schemaHash);
  if (found !== undefined && found.name === typeName) return found;
  const made = defineRecord(String(typeName), fieldsFrom(fields));
  if (made.schemaHash !== schemaHash) throw malformed('schemaHash', made.schemaHash, schemaHash);
  if (known.size === mostKnown) known.delete(known.keys().next().value as string);
  known.set(schemaHash, made as unknown as RecordType);
  return made as unknown as RecordType;
}
