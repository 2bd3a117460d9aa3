import { library } from '../../tsup.base.ts';

export default {
  ...library(['src/index.ts', 'src/context/async-context.ts', 'src/context/sync-context.ts']),
  // Which context is taken is decided where the package runs, by the conditions of `imports` in package.json.
  external: ['#context'],
};
