import { expect, test } from 'vitest';
import { method, ProtocolError, protocol } from '../src/index.ts';

const Source = protocol('Source', { stream: method({ arity: 1, parameters: ['options'] }) });

test('an unrelated object with a stream method is an instance without inheriting', () => {
  const unrelated = { stream: () => [] };
  expect(unrelated instanceof Source).toBe(true);
  expect(Source.is(unrelated)).toBe(true);
  expect(Source.assert(unrelated)).toBe(unrelated);
});

test('a class with `steam` is refused at registration, and the near miss named', () => {
  class SteamSource {
    steam() {}
  }
  expect(() => Source.assert(new SteamSource(), { as: 'sources[0]' })).toThrow(ProtocolError);
  expect(Source.check(new SteamSource())).toMatchObject({
    ok: false,
    issues: [{ code: 'missing', member: 'stream', hint: 'it has steam: did you mean stream?' }],
  });
});
