import { join } from 'node:path';
import { fileCheckpointStore } from '@pipe/pipeline/node';
import { OurSum } from '../../stages/our-sum.ts';
import { guaranteedRun } from '../guaranteed-run.ts';

export default guaranteedRun({
  title: 'at least once',
  note: 'A checkpoint every second, in a file that is synced.',
  make: (folder) => ({
    sink: new OurSum('rollingAvg'),
    options: {
      guarantee: 'at-least-once',
      checkpoint: { store: fileCheckpointStore(join(folder, 'checkpoint')), everyMs: 1_000 },
    },
  }),
});
