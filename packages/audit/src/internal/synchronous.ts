import { AuditError } from '../errors.ts';

/** Throws, before it is called, when the body is of a kind that is not done when it returns. */
export function refuseAsync(body: unknown, what: string): void {
  const kind = Object.prototype.toString.call(body).slice(8, -1);
  if (kind !== 'Function')
    throw asyncBody(`${what} takes a synchronous function, not this ${kind}; it was not called.`);
}

export function asyncBody(message: string): AuditError {
  return new AuditError('async-body', `${message} Await first, then assign in a synchronous body.`);
}
