import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type OutputFile, type Plugin } from 'esbuild';

const minified = (contents: string): BuildOptions & { write: false } => ({
  stdin: { contents, resolveDir: fileURLToPath(new URL('../src/', import.meta.url)), loader: 'ts' },
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  conditions: ['@pipe/source'],
  external: ['@pipe/*'],
});

const onDemand: Plugin = {
  name: 'on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /^/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { external: true, path } : undefined,
    );
  },
};

const gzippedSize = (files: readonly OutputFile[]) =>
  files.reduce((size, { contents }) => size + gzipSync(contents, { level: 9 }).length, 0);

/**
 * Bytes of a module and all it imports statically, which a browser has loaded when it runs: in one file, minified and
 * gzipped. What is imported on demand is left out, and so are other packages.
 *
 * @param contents - The text of the module, as it would be among the sources.
 */
export async function firstLoadSize(contents: string): Promise<number> {
  const { outputFiles } = await build({ ...minified(contents), plugins: [onDemand] });
  return gzippedSize(outputFiles);
}

/** The same, where a bundler splits off what is imported on demand, and has files of their own for what that shares with the rest. */
export async function splitLoadSize(contents: string): Promise<number> {
  const options = { ...minified(contents), splitting: true, metafile: true, outdir: 'out' } as const;
  const { outputFiles, metafile } = await build(options);
  const loaded = new Set(['out/stdin.js']);
  for (const path of loaded) {
    for (const { kind, path: imported } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') loaded.add(imported);
  }
  return gzippedSize(outputFiles.filter(({ path }) => loaded.has(relative('', path))));
}
