import { defineRecord } from '../define-record.ts';
import { RecordError } from '../errors.ts';
import { malformed } from '../internal/columns/adopt-column.ts';
import { fieldsFrom } from '../internal/field-description.ts';
import type { RecordType } from '../types.ts';
import { type BatchMessage, messageFormat } from './batch-message.ts';

/** Types made from messages, so that the batches of a stream have one type; forgotten when there are too many. */
const known = new Map<string, RecordType>();
const mostKnown = 64;

/**
 * The record type for a message: the one given, if it has the message's layout, or one made from the description.
 *
 * @throws RecordError `schema-mismatch` or `malformed`.
 */
export function messageType(message: BatchMessage, type: RecordType | undefined): RecordType {
  const { format, schemaHash, typeName } = message;
  if (format !== messageFormat) throw malformed('format', messageFormat, format);
  const found = type ?? known.get(schemaHash) ?? makeType(message);
  if (found.schemaHash === schemaHash) return found;
  throw new RecordError(
    'schema-mismatch',
    `The message holds ${typeName} (schema ${schemaHash}), not ${found.name} (${found.schemaHash}): define both alike`,
  );
}

function makeType({ typeName, fields }: BatchMessage): RecordType {
  const made = defineRecord(typeName, fieldsFrom(fields)) as unknown as RecordType;
  if (known.size === mostKnown) known.clear();
  known.set(made.schemaHash, made);
  return made;
}
