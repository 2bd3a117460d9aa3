import process from 'node:process';
import { openTrail } from '@pipe/audit/node';
import { progressLine } from '../terminal/progress-line.ts';
import { UsageError } from '../usage-error.ts';
import { userPath } from '../user-path.ts';
import { guidedText } from './guided-text.ts';
import { bytesPerRecord } from './memory.ts';
import { runGuided } from './run-guided.ts';

export const guidedCommand = {
  usage: 'pnpm demo [--trail FILE]',
  summary: 'a guided run over bundled readings of real sensors; the trail keeps its changes',
  async run(args: readonly string[]): Promise<void> {
    const [flag, file, ...more] = args;
    if (args.length > 0 && (flag !== '--trail' || file === undefined || more.length > 0)) {
      throw new UsageError(`the guided run takes --trail FILE or nothing; it was given ${args.join(' ')}.`);
    }
    const progress = progressLine();
    using trail = file === undefined ? undefined : openTrail(userPath(file));
    const result = await runGuided(progress.show, trail).finally(progress.clear);
    process.stdout.write(guidedText(result, bytesPerRecord()));
  },
};
