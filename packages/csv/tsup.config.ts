import { library } from '../../tsup.base.ts';

export default {
  ...library(['src/index.ts', 'src/input/file-node.ts', 'src/input/file-none.ts']),
  // Which file access is taken is decided where the package runs, by the conditions of `imports` in package.json.
  external: ['#file'],
};
