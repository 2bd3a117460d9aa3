import { isRecordType } from './internal/record-core.ts';

/**
 * Whether an object takes fields that were never declared: true of literals and of ordinary classes' instances, false of
 * records. Of a class, whether its instances do.
 *
 * A subclass of a record type that declares fields of its own has no instances: its constructor throws.
 */
export function hasDynamicFields(value: unknown): boolean {
  if (typeof value === 'function') return !isRecordType(value);
  return typeof value === 'object' && value !== null && Object.isExtensible(value);
}
