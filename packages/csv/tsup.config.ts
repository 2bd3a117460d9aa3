import { library } from '../../tsup.base.ts';

export default {
  ...library(['src/index.ts', 'src/platform-node.ts', 'src/platform-web.ts']),
  // Which platform is taken is decided where the package runs, by the conditions of `imports` in package.json.
  external: ['#platform'],
};
