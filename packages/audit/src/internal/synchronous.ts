import { AuditError } from '../errors.ts';

/** Throws, before it is called, when the body cannot be done when it returns. */
export function refuseAsync(body: unknown, what: string): void {
  const kind = Object.prototype.toString.call(body).slice(8, -1);
  if (kind === 'Function') return;
  throw new AuditError(
    'async-body',
    `${what} takes a synchronous function, not this ${kind}. Nothing of it has been run. Await first, then call this ` +
      'with a body that only assigns.',
  );
}
