import { current, enter } from '#context';
import type { AuditContextFields } from './types.ts';

/** Runs `body`; the changes made within it, awaits included, carry these fields. Nested contexts inherit and override. */
export function withAuditContext<Result>(fields: AuditContextFields, body: () => Result): Result {
  return enter(Object.freeze({ ...(current() as AuditContextFields | undefined), ...fields }), body);
}
