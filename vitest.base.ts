import { transform } from 'esbuild';
import type { Plugin } from 'vitest/config';
import { defineProject } from 'vitest/config';

/** Vitest's own transform leaves standard decorators in place, and Node cannot run them: esbuild lowers them first. */
const lowerDecorators: Plugin = {
  name: 'lower-decorators',
  enforce: 'pre',
  async transform(code, id) {
    const file = id.split('?')[0] ?? id;
    if (!file.endsWith('.ts') || file.includes('node_modules') || !/^\s*@\w/m.test(code)) return;
    const { code: lowered, map } = await transform(code, {
      loader: 'ts',
      target: 'es2022',
      sourcefile: file,
      sourcemap: true,
      tsconfigRaw: {},
    });
    return { code: lowered, map };
  },
};

const conditions = ['@pipe/source', 'node', 'import', 'module', 'default'];

/** The test settings of a package: its own name in the report, siblings read from their sources. */
export const project = (name: string) =>
  defineProject({
    plugins: [lowerDecorators],
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: { name, include: ['test/**/*.test.ts'], testTimeout: 30_000 },
  });
