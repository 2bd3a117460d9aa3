import { isObject } from './internal/locate.ts';
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

  constructor(
    code: ProtocolErrorCode,
    issues: readonly ProtocolIssue[],
    render: () => string,
    options?: ErrorOptions,
  ) {
    super(undefined, options);
    this.code = code;
    this.issues = issues;
    // Engines put a stack into words when it is read. The one of this error stays unread, as it begins without the message.
    const trace = new Error();
    lazily(this, 'message', render);
    lazily(this, 'stack', () => `${this.name}: ${this.message}\n${trace.stack?.replace(/^Error.*\n/, '')}`);
  }

  get [BRAND](): true {
    return true;
  }

  /** Recognises the errors of another copy of the package as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and stays nominal.
    if (!Object.hasOwn(this, Symbol.hasInstance)) return super[Symbol.hasInstance](value);
    return isObject(value) && BRAND in value;
  }
}

function lazily(error: ProtocolError, key: 'message' | 'stack', render: () => string): void {
  let text: string | undefined;
  Object.defineProperty(error, key, {
    configurable: true,
    get() {
      text ??= render();
      return text;
    },
    set(value) {
      text = value;
    },
  });
}
