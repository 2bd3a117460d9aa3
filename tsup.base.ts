import { defineConfig } from 'tsup';

/** The build of a package: ES modules with types and source maps, decorators and `using` lowered. */
export const library = (entry: string[]) =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    // Types that mention Disposable need it declared, also where the user's own `lib` is older.
    dts: { banner: '/// <reference lib="esnext.disposable" preserve="true" />' },
    sourcemap: true,
    clean: true,
  });
