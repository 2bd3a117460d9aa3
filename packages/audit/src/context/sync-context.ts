let entered: unknown;

/** The value that `enter` was last called with around the running code; undefined outside. */
export function current(): unknown {
  return entered;
}

/** Runs `body` within `value`, which is left when `body` returns: an await inside would lose it. */
export function enter<Result>(value: unknown, body: () => Result): Result {
  const outer = entered;
  entered = value;
  try {
    return body();
  } finally {
    entered = outer;
  }
}

/** Whether a value entered outlives an await. */
export const crossesAwaits: boolean = false;
