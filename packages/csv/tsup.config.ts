import { library } from '../../tsup.base.ts';

export default [
  // For browsers: what only some readings need is in files of its own.
  { ...library(['src/index.ts', 'src/platform-web.ts']), external: ['#platform'] },
  // For Node, Deno and Bun: one file, in which the loops over bytes have all they call beside them.
  {
    ...library([]),
    entry: { node: 'src/index.ts' },
    splitting: false,
    dts: false,
    clean: false,
    esbuildOptions: (options: { alias?: Record<string, string> }) => {
      options.alias = { '#platform': './src/platform-node.ts' };
    },
  },
];
