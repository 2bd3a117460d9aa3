import { defineConfig } from 'tsup';

/** The build of a package: ES modules with types and source maps, decorators and `using` lowered. */
export const library = (entry: string[]) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    dts: true,
    sourcemap: true,
    clean: true,
  });
