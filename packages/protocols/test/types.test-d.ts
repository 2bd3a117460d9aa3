import { expectTypeOf } from 'vitest';
import * as zod from 'zod';
import {
  type AsyncIterable,
  Callable,
  type CheckResult,
  type Iterable,
  implementing,
  isNumber,
  isString,
  method,
  type Protocol,
  property,
  protocol,
  type TypeOf,
  union,
} from '../src/index.ts';
import { conforms, disposesTwice } from '../src/testing.ts';

interface SourceLike {
  stream(options: { signal: AbortSignal }): AsyncIterable<string>;
  name?: string;
}

interface SinkLike {
  consume(batch: string, context?: object): void | Promise<void>;
  readonly size: number;
}

const Source = protocol<SourceLike>('Source', {
  stream: method({ arity: 1, kind: 'async-generator' }),
  name: property(isString).optional(),
});
const Sink = protocol<SinkLike>('Sink', {
  consume: method({ arity: 2, kind: 'async' }),
  size: property(isNumber),
});
declare const value: unknown;

// The type is what the protocol is declared for, and every question narrows to it.
expectTypeOf(Source).toEqualTypeOf<Protocol<SourceLike>>();
if (Source.is(value)) expectTypeOf(value).toEqualTypeOf<SourceLike>();
if (value instanceof Source) expectTypeOf(value).toEqualTypeOf<SourceLike>();
expectTypeOf(Source.assert(value)).toEqualTypeOf<SourceLike>();
expectTypeOf(Source.bind(value)).toEqualTypeOf<Readonly<SourceLike>>();
expectTypeOf(Source.check(value)).toEqualTypeOf<CheckResult>();
expectTypeOf<TypeOf<typeof Source>>().toEqualTypeOf<SourceLike>();
expectTypeOf([value].filter(Source.is)).toEqualTypeOf<SourceLike[]>();

// Members that do not describe the type do not compile.
// @ts-expect-error `stream` is not described.
protocol<SourceLike>('Source', { name: property(isString).optional() });
// @ts-expect-error `name` may be missing.
protocol<SourceLike>('Source', { stream: method(), name: property(isString) });
// @ts-expect-error `stream` may not be missing.
protocol<SourceLike>('Source', { stream: method().optional(), name: property(isString).optional() });
// @ts-expect-error `name` is no number.
protocol<SourceLike>('Source', { stream: method(), name: property(isNumber).optional() });
// @ts-expect-error `name` is no method.
protocol<SourceLike>('Source', { stream: method(), name: method().optional() });
// @ts-expect-error `stream` has one parameter.
protocol<SourceLike>('Source', { stream: method({ arity: 2 }), name: property(isString).optional() });
// @ts-expect-error `stream` gives no promise.
protocol<SourceLike>('Source', { stream: method({ kind: 'async' }), name: property(isString).optional() });
// @ts-expect-error There is no `close`.
protocol<SourceLike>('Source', { stream: method(), name: property(isString).optional(), close: method() });
protocol<SourceLike>('Source', { stream: method({ kind: 'sync' }), name: property(isString).optional() });
protocol<SinkLike>('Sink', { consume: method({ arity: 1 }), size: property() });
// @ts-expect-error `consume` has two parameters.
protocol<SinkLike>('Sink', { consume: method({ arity: 3 }), size: property(isNumber) });

// Without a type, the members are the type.
const Inferred = protocol('Inferred', {
  open: method({ kind: 'async' }),
  items: method({ kind: 'generator' }),
  process: method<(batch: string) => number>({ arity: 1 }),
  name: property(isString).optional(),
  port: property(zod.coerce.number()),
  extra: property(),
  [Symbol.asyncDispose]: method({ arity: 0 }),
});
type Inferred = TypeOf<typeof Inferred>;
expectTypeOf<Inferred['open']>().returns.toEqualTypeOf<Promise<unknown>>();
expectTypeOf<Inferred['items']>().returns.toEqualTypeOf<Generator>();
expectTypeOf<Inferred['process']>().toEqualTypeOf<(batch: string) => number>();
expectTypeOf<Inferred['name']>().toEqualTypeOf<string | undefined>();
expectTypeOf<Inferred>().toExtend<{ name?: string }>();
expectTypeOf<Inferred['extra']>().toBeUnknown();
expectTypeOf<Inferred[typeof Symbol.asyncDispose]>().toBeCallableWith();

// Composition.
expectTypeOf(union('Duplex', Source, Sink)).toEqualTypeOf<Protocol<SourceLike & SinkLike>>();
const Batches = Source.extend('Batches', { size: property(isNumber) });
expectTypeOf<TypeOf<typeof Batches>['size']>().toBeNumber();
expectTypeOf<TypeOf<typeof Batches>['stream']>().toEqualTypeOf<SourceLike['stream']>();
expectTypeOf(Source.extend<SinkLike>('Both', { consume: method(), size: property(isNumber) })).toEqualTypeOf<
  Protocol<SourceLike & SinkLike>
>();

// Classes.
class FileSource extends Source.base() implements SourceLike {
  async *stream() {
    yield 'line';
  }
}
expectTypeOf(implementing(Source)(FileSource)).toEqualTypeOf<typeof FileSource>();
expectTypeOf(Source.register(FileSource)).toEqualTypeOf<typeof FileSource>();
// @ts-expect-error It has no `consume`.
implementing(Sink)(FileSource);

@implementing(Source)
class Decorated {
  async *stream() {
    yield 'line';
  }
}
expectTypeOf(new Decorated().stream()).toExtend<AsyncIterable<string>>();

// Ready-made ones describe what the language calls so.
expectTypeOf<TypeOf<typeof Iterable>>().toEqualTypeOf<globalThis.Iterable<unknown>>();
expectTypeOf<TypeOf<typeof AsyncIterable>>().toEqualTypeOf<AsyncIterable<unknown>>();
expectTypeOf(Callable.bind(value)).toEqualTypeOf<(...values: never[]) => unknown>();

// A protocol is a Standard Schema of its type.
const Holder = protocol('Holder', { source: property(Source) });
expectTypeOf<TypeOf<typeof Holder>['source']>().toEqualTypeOf<SourceLike>();

// Laws are for what is made.
conforms(Source, () => new FileSource(), [disposesTwice()]);
conforms(Source, async () => new FileSource());
// @ts-expect-error A text is no source.
conforms(Source, () => 'text');
