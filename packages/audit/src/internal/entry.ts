import type { AuditContext } from '../context/audit-context.ts';
import type { Owner } from './owner.ts';

/** An entry of a log; its values are in the form in which the log keeps them. */
export interface Entry {
  readonly sequence: number;
  readonly timestamp: number;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly owner: Owner;
  readonly context: AuditContext | undefined;
  /** Estimated bytes of the values, where they are counted. */
  readonly bytes: number;
  readonly initial?: true;
  /** The rule that refused it. */
  readonly rule?: string;
}
