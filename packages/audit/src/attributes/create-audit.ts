import type { AuditedOptions } from '../types.ts';
import { type AuditedDecorator, audited } from './audited.ts';
import { defineAudited } from './define-audited.ts';

/** What attributes can have in common. */
export type AuditDefaults = Pick<
  AuditedOptions,
  'capture' | 'hash' | 'skipUnchanged' | 'enabled' | 'capacity' | 'maxBytes' | 'clock'
>;

/** The two ways to audit attributes, with defaults of your own. */
export interface Audit {
  /** The decorator, with the defaults filled in. */
  readonly audited: <Value = unknown>(options?: AuditedOptions<Value>) => AuditedDecorator<Value>;
  /** `defineAudited`, with the defaults filled in. */
  readonly defineAudited: typeof defineAudited;
}

/** `audited` and `defineAudited` with other defaults: one clock for a test, another capacity, auditing switched off. */
export function createAudit(defaults: AuditDefaults): Audit {
  const define = (target: object, attributes: Readonly<Record<string, AuditedOptions>>, options?: object) => {
    const entries = Object.entries(attributes).map(([key, own]) => [key, { ...defaults, ...own }]);
    return defineAudited(target, Object.fromEntries(entries), options);
  };
  return {
    audited: (options) => audited({ ...defaults, ...options }),
    defineAudited: define as typeof defineAudited,
  };
}
