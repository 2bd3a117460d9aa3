export { type AuditedDecorator, audited } from './attributes/audited.ts';
export { type Audit, type AuditDefaults, createAudit } from './attributes/create-audit.ts';
export { type AuditedAttributes, type Class, defineAudited } from './attributes/define-audited.ts';
export { identify } from './attributes/identify.ts';
export { invariant } from './attributes/invariant.ts';
export { between, finite, integer, monotonic, nonNegative, oneOf, rule } from './attributes/rules.ts';
export { transaction } from './attributes/transaction.ts';
export { valuesOf } from './attributes/values-of.ts';
export {
  type AuditContext,
  bindAuditContext,
  currentAuditContext,
  withAuditContext,
} from './context/audit-context.ts';
export { AuditError, type AuditErrorCode } from './errors.ts';
export type { ChangeFilter } from './log/change-filter.ts';
export { ChangeLog } from './log/change-log.ts';
export { changesOf } from './log/changes-of.ts';
export { type ConsoleReporterOptions, consoleReporter } from './log/console-reporter.ts';
export { type SubscribeOptions, subscribe } from './log/subscribe.ts';
export { Withheld } from './log/withheld.ts';
export { type AttributeDifference, diff } from './travel/diff.ts';
export { replay } from './travel/replay.ts';
export { revert } from './travel/revert.ts';
export { valueAt } from './travel/value-at.ts';
export type {
  AuditContextFields,
  AuditedOptions,
  Capture,
  Change,
  ChangeListener,
  ChangeRecorder,
  Check,
  Clock,
  Outcome,
  RedactOptions,
  Rule,
  StandardSchema,
} from './types.ts';
