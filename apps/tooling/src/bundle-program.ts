import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** A program in TypeScript: where it is, or its text and the folder it would be in. */
export type ProgramEntry = URL | { readonly contents: string; readonly folder: string };

/**
 * Bundles a program into one file that Node runs, packages read from their sources, decorators lowered.
 *
 * @param outfile - The file; what the program finds through `import.meta.url`, it finds from there.
 */
export async function bundleProgram(entry: ProgramEntry, outfile: string): Promise<void> {
  const input: BuildOptions =
    entry instanceof URL
      ? { entryPoints: [fileURLToPath(entry)] }
      : { stdin: { contents: entry.contents, resolveDir: entry.folder, loader: 'ts' } };
  await build({
    ...input,
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    conditions: ['@pipe/source'],
  });
}
