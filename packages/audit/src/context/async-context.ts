import { AsyncLocalStorage } from 'node:async_hooks';

let storage: AsyncLocalStorage<unknown> | undefined;

/** The value that `enter` was last called with around the running code, across awaits; undefined outside. */
export function current(): unknown {
  return storage === undefined ? undefined : storage.getStore();
}

/** Runs `body` within `value`. Until the first call, reading the context costs one branch. */
export function enter<Result>(value: unknown, body: () => Result): Result {
  storage ??= new AsyncLocalStorage();
  return storage.run(value, body);
}

/** Whether a value entered outlives an await. */
export const crossesAwaits: boolean = true;
