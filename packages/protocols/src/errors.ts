import type { ProtocolIssue } from './types.ts';

const BRAND = Symbol.for('@pipe/protocols/ProtocolError');

/** What went wrong, for programs. */
export type ProtocolErrorCode =
  /** A value or class falls short of a protocol. */
  | 'unsatisfied'
  /** A definition, or a call of this package, makes no sense. */
  | 'invalid-use';

/**
 * Every error this package raises; it always carries all issues, be it one or many. `instanceof` holds across duplicate
 * installs of the package. The message is put together when it is first read.
 */
export class ProtocolError extends TypeError {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;
  readonly issues: readonly ProtocolIssue[];

  constructor(code: ProtocolErrorCode, issues: readonly ProtocolIssue[], render: () => string) {
    super();
    this.code = code;
    this.issues = issues;
    // Engines put a stack into words only when it is read; that of this error is left unread, as it lacks the message.
    const trace = new Error();
    lazily(this, 'message', render);
    lazily(this, 'stack', () => `${this.name}: ${this.message}\n${frames(trace)}`);
  }

  get [BRAND](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === ProtocolError
      ? typeof value === 'object' && value !== null && BRAND in value
      : Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

function lazily(error: ProtocolError, key: 'message' | 'stack', render: () => string): void {
  const define = (property: PropertyDescriptor) =>
    Object.defineProperty(error, key, { ...property, configurable: true, enumerable: false });
  define({
    get: () => {
      const value = render();
      define({ value, writable: true });
      return value;
    },
    set: (value: unknown) => define({ value, writable: true }),
  });
}

/** The lines below the message; some engines have those alone. */
function frames({ stack = '' }: Error): string {
  return stack.replace(/^Error\n/, '');
}
