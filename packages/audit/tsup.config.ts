import { library } from '../../tsup.base.ts';

const entries = ['src/index.ts', 'src/node.ts', 'src/reporters.ts'];
const contexts = ['src/context/async-context.ts', 'src/context/sync-context.ts'];

export default {
  ...library([...entries, ...contexts]),
  // Which context is taken is decided where the package runs, by the conditions of `imports` in package.json.
  external: ['#context'],
};
