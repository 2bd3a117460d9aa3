import process from 'node:process';
import { progressLine } from '../terminal/progress-line.ts';
import { UsageError } from '../usage-error.ts';
import { guidedText } from './guided-text.ts';
import { bytesPerRecord } from './memory.ts';
import { runGuided } from './run-guided.ts';

export const guidedCommand = {
  usage: 'pnpm demo                    a guided run over bundled readings of real sensors',
  async run(args: readonly string[]): Promise<void> {
    if (args.length > 0)
      throw new UsageError(`the guided run takes no options; it was given ${args.join(' ')}.`);
    const progress = progressLine();
    const result = await runGuided(progress.show).finally(progress.clear);
    process.stdout.write(guidedText(result, bytesPerRecord()));
  },
};
