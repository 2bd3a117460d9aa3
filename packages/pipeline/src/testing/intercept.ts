/** Called instead of a component's method; `call` is the method itself. */
export type Around = (method: string, call: () => unknown) => unknown;

/** The methods of components that do something, by the name that an {@link Around} knows them by. */
const effects = new Map<PropertyKey, string>(
  [
    'open',
    'commit',
    'process',
    'finish',
    'snapshot',
    'restore',
    'consume',
    'flush',
    'prepare',
    'recover',
    'load',
    'save',
  ].map((name) => [name, name]),
);
effects.set(Symbol.asyncDispose, 'dispose');

/**
 * The component, with a call put around everything it does: its methods, and of a source each `next` and `return` of its
 * stream. Whatever else it has is passed through as it is.
 */
export function intercept<C extends object>(component: C, around: Around): C {
  const read = (key: PropertyKey): unknown => {
    const value: unknown = Reflect.get(component, key, component);
    if (typeof value !== 'function' || key === 'constructor' || key === 'recordType') return value;
    const call = (...values: unknown[]): unknown => Reflect.apply(value, component, values);
    if (key === 'create') return () => intercept(call() as object, around);
    if (key === 'stream') return (...values: unknown[]) => interceptStream(call(...values) as Stream, around);
    const method = effects.get(key);
    return method === undefined ? call : (...values: unknown[]) => around(method, () => call(...values));
  };
  // Not a proxy of the component: one that is frozen would insist on its own methods.
  return new Proxy(Object.create(component) as C, { get: (_, key) => read(key) });
}

type Stream = AsyncIterable<unknown>;

function interceptStream(stream: Stream, around: Around): AsyncIterableIterator<unknown> {
  const iterator = stream[Symbol.asyncIterator]();
  const wrapped: AsyncIterableIterator<unknown> = {
    next: async () => (await around('next', () => iterator.next())) as IteratorResult<unknown>,
    return: async () =>
      ((await around('return', () => iterator.return?.())) as IteratorResult<unknown> | undefined) ?? {
        done: true,
        value: undefined,
      },
    [Symbol.asyncIterator]: () => wrapped,
  };
  return wrapped;
}
