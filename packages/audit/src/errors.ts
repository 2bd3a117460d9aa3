const BRAND = Symbol.for('@pipe/audit/AuditError');

/** What went wrong, for programs. */
export type AuditErrorCode =
  /** A rule refused the value; the old value stands. */
  | 'rejected'
  /** The class, object or attribute is not audited. */
  | 'not-audited'
  /** The attribute has no value yet on this receiver, or the receiver is a stand-in such as a Proxy. */
  | 'uninitialised'
  /** Options that contradict each other or are out of range. */
  | 'invalid-options'
  /** A body that has to be synchronous was not. */
  | 'async-body'
  /** The log no longer reaches back as far as was asked. */
  | 'evicted'
  /** The log holds no value here, only that it changed. */
  | 'redacted'
  /** The log kept no copy of the object, and the object is gone or was only hashed. */
  | 'not-kept'
  /** The change cannot be reverted, or the log not be replayed, on this object. */
  | 'not-revertible'
  /** Text that is not in the encoding of this package. */
  | 'malformed'
  /** A trail is being written by another process. */
  | 'locked'
  /** A trail could not be written. */
  | 'trail-failed'
  /** A trail was altered. */
  | 'tampered';

export interface AuditErrorDetails {
  readonly attribute?: string;
  readonly proposedValue?: unknown;
  readonly rule?: string;
  readonly cause?: unknown;
}

/** Every error this package raises. `instanceof` holds across duplicate installs of the package. */
export class AuditError extends Error {
  readonly code: AuditErrorCode;
  /** The attribute concerned, when there is one. */
  declare readonly attribute?: string;
  /** The refused value, as the log keeps it: captured, and masked where the attribute is redacted. */
  declare readonly proposedValue?: unknown;
  /** The name of the rule that refused it. */
  declare readonly rule?: string;

  constructor(code: AuditErrorCode, message: string, { cause, ...details }: AuditErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
  }

  override get name(): string {
    return 'AuditError';
  }

  get [BRAND](): true {
    return true;
  }

  /** Recognises the errors of another copy of the package as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
