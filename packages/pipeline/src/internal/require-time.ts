import type { AnyRecordType } from '../any-record.ts';

/**
 * Refuses records that may lack their time.
 *
 * @throws TypeError when the field may be null.
 */
export function requireTime(input: AnyRecordType, field: string): void {
  if (!input.fields[field]?.isNullable) return;
  throw new TypeError(
    `it goes by the time of every record, and '${field}' may be null; give the field a value before, or declare it without nullable()`,
  );
}
