import { library } from '../../tsup.base.ts';

const entries = ['index', 'kernels', 'arrow', 'channel', 'operations', 'measure'];
const variants = ['checks', 'no-checks', 'batch-table', 'batch-title'];

export default {
  ...library([...entries, ...variants.map((name) => `internal/${name}`)].map((name) => `src/${name}.ts`)),
  // Which of the variants is taken is decided where the package is used, by the conditions of `imports` in package.json.
  external: ['#checks', '#format-batch'],
};
