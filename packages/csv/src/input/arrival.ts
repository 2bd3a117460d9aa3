/**
 * What a promise gives; undefined once `milliseconds` have passed without it.
 *
 * @throws the signal's reason when that is aborted first.
 */
export function arrival<T>(
  promise: Promise<T>,
  signal?: AbortSignal,
  milliseconds?: number,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer =
      milliseconds === undefined
        ? undefined
        : setTimeout(() => settle(() => resolve(undefined)), milliseconds);
    const abort = () => settle(() => reject(signal?.reason));
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      outcome();
    };
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    promise.then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
  });
}
