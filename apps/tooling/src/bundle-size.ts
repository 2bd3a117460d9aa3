import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';

/** A module: where it is, or its text and the folder it would be in. */
export type ModuleEntry = string | URL | { readonly contents: string; readonly folder: URL };

/**
 * Bytes of a module and all it imports, bundled for a browser, minified and gzipped.
 *
 * A bundle that needs a Node module fails, so a package held by its size is also held to run in a browser.
 *
 * @param external - Packages that are left out of the count, such as `@pipe/*`.
 */
export async function bundleSize(entry: ModuleEntry, external: string[] = []): Promise<number> {
  const { outputFiles = [] } = await build({
    ...inputOf(entry),
    bundle: true,
    external,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@pipe/source'],
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

function inputOf(entry: ModuleEntry): Pick<BuildOptions, 'entryPoints' | 'stdin'> {
  if (typeof entry === 'string') return { entryPoints: [entry] };
  if (entry instanceof URL) return { entryPoints: [fileURLToPath(entry)] };
  return { stdin: { contents: entry.contents, resolveDir: fileURLToPath(entry.folder), loader: 'ts' } };
}
