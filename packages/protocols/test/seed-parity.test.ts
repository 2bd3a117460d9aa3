import { expect, test } from 'vitest';
import { method, ProtocolError, protocol } from '../src/index.ts';

// What Python has in abc.ABC, typing.Protocol and @runtime_checkable, on the three roles of a pipeline.
const Source = protocol('Source', { stream: method({ arity: 1 }) });
const Stage = protocol('Stage', { process: method({ arity: 1 }) });
const Sink = protocol('Sink', { consume: method({ arity: 1 }) });

/** A pipeline's configuration, where components are registered. */
function register(source: unknown, stage: unknown, sink: unknown) {
  return {
    source: Source.assert(source, { as: 'source' }),
    stage: Stage.assert(stage, { as: 'stage' }),
    sink: Sink.assert(sink, { as: 'sink' }),
  };
}

class Complete {
  stream() {}
  process() {}
  consume() {}
}

test('a source with `steam` instead of `stream` is refused where it is registered, the near miss named', () => {
  class SteamSource {
    steam() {}
  }
  const complete = new Complete();
  expect(() => register(new SteamSource(), complete, complete)).toThrow(ProtocolError);
  expect(() => register(new SteamSource(), complete, complete)).toThrow(TypeError);
  expect(() => register(new SteamSource(), complete, complete)).toThrow(
    /^source \(an instance of SteamSource\) does not satisfy Source:\n\n {2}Source\n {4}stream\(a\) {2}found nothing; it has steam: did you mean stream\?/,
  );
});

test('a subclass of the abstract base that lacks `process` cannot be constructed', () => {
  class ThresholdFilter extends Stage.base() {}
  expect(() => new ThresholdFilter()).toThrow('class ThresholdFilter does not satisfy Stage');
});

test('an unrelated object with a `stream` method is an instance, without inheriting', () => {
  const unrelated = { stream() {} };
  expect(unrelated).toBeInstanceOf(Source);
  expect(unrelated).not.toBeInstanceOf(Stage);
  expect(register(unrelated, new Complete(), new Complete()).source).toBe(unrelated);
});
