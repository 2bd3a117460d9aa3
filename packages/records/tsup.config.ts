import { library } from '../../tsup.base.ts';

const source = (name: string): string => `src/${name}.ts`;

const entries = ['index', 'kernels', 'operations', 'channel', 'arrow', 'measure'].map(source);
/** Taken by the conditions of `imports` in package.json, where the package is used. */
const variants = [
  'checks',
  'no-checks',
  'rows/row-reader',
  'rows/checked-row-reader',
  'batch-table',
  'batch-title',
].map((name) => source(`internal/${name}`));
/** Found by their URL, in another process. */
const apart = ['measure-one', 'sensor-layouts', 'point-layouts'].map((name) => source(`measure/${name}`));

export default {
  ...library([...entries, ...variants, ...apart]),
  dts: { entry: entries },
  external: ['#checks', '#format-batch', '#row-reader'],
};
