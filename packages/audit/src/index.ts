export { type AuditedDecorator, audited } from './audited.ts';
export { ChangeLog } from './change-log.ts';
export { changesOf } from './changes-of.ts';
export { type AuditedAttributes, type Class, defineAudited } from './define-audited.ts';
export { AuditError, type AuditErrorCode } from './errors.ts';
export { type ConsoleReporterOptions, consoleReporter } from './reporters/console-reporter.ts';
export { between, finite, integer, monotonic, nonNegative, oneOf, rule } from './rules.ts';
export { type SubscribeOptions, subscribe } from './subscribe.ts';
export type {
  AuditContextFields,
  AuditedOptions,
  Change,
  ChangeListener,
  Clock,
  Outcome,
  Rule,
} from './types.ts';
export { withAuditContext } from './with-audit-context.ts';
