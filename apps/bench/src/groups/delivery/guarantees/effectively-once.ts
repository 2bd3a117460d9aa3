import { join } from 'node:path';
import { fileCheckpointStore } from '@pipe/pipeline/node';
import { guaranteedRun } from '../guaranteed-run.ts';
import { PublishedSum } from '../published-sum.ts';

export default guaranteedRun({
  title: 'effectively once',
  note: 'The same, and a transactional sink that writes, syncs and renames a file for each checkpoint.',
  make: (folder) => ({
    sink: new PublishedSum('rollingAvg', folder),
    options: {
      guarantee: 'effectively-once',
      checkpoint: { store: fileCheckpointStore(join(folder, 'checkpoint')), everyMs: 1_000 },
    },
  }),
});
