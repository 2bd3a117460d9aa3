import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One file, straight from the sources of every package: a first run needs no build of theirs. */
export default defineConfig({
  entry: [here('src/cli.ts')],
  outDir: here('dist'),
  format: 'esm',
  target: 'es2022',
  platform: 'node',
  sourcemap: true,
  clean: true,
  noExternal: [/^@pipe\//],
  esbuildOptions(options) {
    options.conditions = ['@pipe/source'];
  },
});
