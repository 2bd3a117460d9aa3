/** What a wait came to that was not over in time. */
export const WAITING = Symbol('waiting');

/** What a promise settles to, or {@link WAITING} when it has not after so many milliseconds. */
export async function settledWithin<Value>(
  milliseconds: number,
  promise: Value | PromiseLike<Value>,
): Promise<Value | typeof WAITING> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<typeof WAITING>((resolve) => {
    timer = setTimeout(resolve, milliseconds, WAITING);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same, where waiting on is a failure. */
export async function requireWithin<Value>(
  milliseconds: number,
  what: string,
  promise: Value | PromiseLike<Value>,
): Promise<Value> {
  const value = await settledWithin(milliseconds, promise);
  if (value === WAITING) throw new Error(`After ${milliseconds} ms, ${what} is still pending.`);
  return value;
}
