import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import ts from 'typescript';
import * as audit from '../../src/index.ts';

type Compile = (source: string) => Promise<string>;

const compilers: Readonly<Record<string, Compile>> = {
  tsc: async (source) =>
    ts.transpileModule(source, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    }).outputText,
  esbuild: async (source) =>
    (await transform(source, { loader: 'ts', target: 'es2022', tsconfigRaw: {} })).code,
};

/** The two outputs that decorators are lowered to in practice, which differ in storage, statics and metadata. */
export const COMPILERS = Object.keys(compilers);

/** What a fixture's `define` makes of the library, the fixture compiled by that compiler. */
export async function load<Defined>(compiler: string, fixture: string): Promise<Defined> {
  const source = await readFile(new URL(`../fixtures/${fixture}.ts`, import.meta.url), 'utf8');
  const code = await compilers[compiler](source);
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}#${Math.random()}`);
  return module.define(audit);
}
