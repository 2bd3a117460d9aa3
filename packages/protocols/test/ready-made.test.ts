import { expect, test } from 'vitest';
import {
  AsyncDisposable,
  AsyncIterable,
  AsyncIterator,
  Callable,
  Disposable,
  Iterable,
  Iterator,
  type Protocol,
  Sized,
} from '../src/index.ts';

async function* items() {
  yield 1;
}

function* values() {
  yield 1;
}

const stack = new AsyncDisposableStack();

test.each<[asked: Protocol<unknown>, yes: unknown[], no: unknown[]]>([
  [
    Iterable,
    [[], 'text', new Map(), new Uint8Array(1), values(), [][Symbol.iterator]()],
    [{}, 1, null, items()],
  ],
  [AsyncIterable, [items(), new ReadableStream()], [[], values(), {}]],
  [
    Iterator,
    [values(), [][Symbol.iterator](), { next: () => ({ done: true }) }, items()],
    [[], {}, { next: 1 }],
  ],
  [AsyncIterator, [items(), { next: async () => ({}) }], [{}, []]],
  [Disposable, [new DisposableStack(), { [Symbol.dispose]() {} }], [stack, {}]],
  [AsyncDisposable, [stack, { async [Symbol.asyncDispose]() {} }], [new DisposableStack(), {}]],
  [Sized, [new Map(), new Set(), new Blob([]), { size: 0 }], [[], 'text', { size: '0' }]],
  [
    Callable,
    [() => {}, values, async () => {}, Math.max, new Proxy(() => {}, {})],
    [class {}, {}, null, 'text'],
  ],
])('$name', (asked, yes, no) => {
  expect(yes.filter((value) => !asked.is(value))).toEqual([]);
  expect(no.filter(asked.is)).toEqual([]);
});

test('a text where a symbol is asked for is named', () => {
  expect(AsyncIterable.check({ asyncIterator() {} })).toMatchObject({
    issues: [{ hint: 'it has asyncIterator: did you mean [Symbol.asyncIterator]?' }],
  });
});
