import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const measure = (name: string) => here(`../../packages/records/src/measure/${name}.ts`);

/** Straight from the sources of every package: a first run needs no build of theirs. */
export default defineConfig({
  entry: {
    cli: here('src/cli.ts'),
    // What @pipe/records/measure runs in processes of their own, and finds beside itself.
    'measure/measure-one': measure('measure-one'),
    'measure/sensor-layouts': measure('sensor-layouts'),
    'measure/point-layouts': measure('point-layouts'),
  },
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
