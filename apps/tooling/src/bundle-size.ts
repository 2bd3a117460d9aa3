import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * Bytes of a module and all it imports, bundled for a browser, minified and gzipped.
 *
 * A bundle that needs a Node module fails, so a package held by its size is also held to run in a browser.
 *
 * @param entry - Path or `file:` URL of the module.
 * @param external - Packages that are left out of the count, such as `@pipe/*`.
 */
export async function bundleSize(entry: string | URL, external: string[] = []): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [entry instanceof URL ? fileURLToPath(entry) : entry],
    bundle: true,
    external,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@pipe/source'],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
