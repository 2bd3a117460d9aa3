import { expect, test, vi } from 'vitest';

vi.mock('#context', () => import('../src/context/sync-context.ts'));
const { bindAuditContext, changesOf, currentAuditContext, defineAudited, withAuditContext } = await import(
  '../src/index.ts'
);

const make = () => defineAudited({ value: 0 }, { value: {} });

test('without AsyncLocalStorage a context covers a synchronous body, nested and left again', () => {
  const settings = make();
  withAuditContext({ actor: 'outer' }, () => {
    expect(() =>
      withAuditContext({ actor: 'inner' }, () => {
        throw new Error('x');
      }),
    ).toThrow('x');
    settings.value = 1;
  });
  expect(changesOf(settings).at(-1)).toMatchObject({ actor: 'outer' });
  expect(currentAuditContext()).toBeUndefined();
});

test('without AsyncLocalStorage an asynchronous body is refused before it is called', () => {
  const settings = make();
  const body = async () => {
    settings.value = 1;
  };
  expect(() => withAuditContext({ actor: 'a' }, body)).toThrow(
    /takes a synchronous function, not this AsyncFunction; it was not called/,
  );
  expect(settings.value).toBe(0);
});

test('without AsyncLocalStorage a body that returns a promise is told to use context.run', () => {
  expect(() => withAuditContext({ actor: 'a' }, () => Promise.resolve())).toThrow(
    /use context\.run for later changes/,
  );
});

test('without AsyncLocalStorage context.run carries the context across awaits by hand', async () => {
  const settings = make();
  const context = withAuditContext({ actor: 'alice' }, (each) => each);
  await Promise.resolve();
  context.run(() => {
    settings.value = 1;
  });
  settings.value = 2;
  expect([...changesOf(settings)].slice(1).map(({ actor }) => actor)).toEqual(['alice', undefined]);
});

test('without AsyncLocalStorage only synchronous iterables can be bound', async () => {
  const bound = withAuditContext({ actor: 'alice' }, () => bindAuditContext([1, 2]));
  expect([...bound]).toEqual([1, 2]);
  async function* stream() {
    yield 1;
  }
  expect(() => bindAuditContext(stream()).next()).toThrow(/use context\.run for later changes/);
});
