/**
 * What a promise gives; undefined once `milliseconds` have passed without it.
 *
 * @throws the signal's reason when that is aborted first.
 */
export function arrival<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  milliseconds?: number,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const settle =
      <Value>(outcome: (value: Value) => void) =>
      (value: Value) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        outcome(value);
      };
    const abort = settle(() => reject(signal.reason));
    const timer =
      milliseconds === undefined ? undefined : setTimeout(settle(resolve), milliseconds, undefined);
    if (signal.aborted) abort(undefined);
    else signal.addEventListener('abort', abort);
    promise.then(settle(resolve), settle(reject));
  });
}
