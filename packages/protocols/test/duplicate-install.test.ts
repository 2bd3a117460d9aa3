import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as ours from '../src/index.ts';

let folder: string;
let theirs: typeof ours;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'protocols-'));
  const outfile = join(folder, 'copy.mjs');
  const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', target: 'es2022' });
  theirs = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
});
afterAll(() => rm(folder, { recursive: true }));

test('two copies are two copies', () => {
  expect(theirs.ProtocolError).not.toBe(ours.ProtocolError);
});

test('each knows the errors of the other', () => {
  const Theirs = theirs.protocol('Theirs', { stream: theirs.method() });
  expect(() => Theirs.assert({})).toThrow(ours.ProtocolError);
  expect(() => ours.protocol('', {})).toThrow(theirs.ProtocolError);
});

test('each takes the members and protocols of the other', () => {
  const Mixed = ours.protocol('Mixed', { stream: theirs.method({ arity: 1 }) });
  const Theirs = theirs.protocol('Theirs', { close: theirs.method() });
  const Both = ours.union('Both', Mixed, Theirs);
  expect(Both.is({ stream() {}, close() {} })).toBe(true);
  expect(Both.check({ stream() {} })).toMatchObject({ issues: [{ protocol: 'Theirs', member: 'close' }] });
  expect(() => ours.implementing(Theirs)(class Open {} as never)).toThrow(
    'class Open does not satisfy Theirs',
  );
});

test('a brand grants nothing', () => {
  const Source = ours.protocol('Source', { stream: ours.method() });
  const brands = Object.getOwnPropertySymbols(Source).concat(
    Object.getOwnPropertySymbols(ours.ProtocolError.prototype),
  );
  const forged = Object.fromEntries(brands.map((brand) => [brand, true]));
  expect(brands.map(Symbol.keyFor)).toContain('@pipe/protocols/ProtocolError');
  expect(Source.is(forged)).toBe(false);
});
