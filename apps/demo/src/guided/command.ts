import process from 'node:process';
import { openTrail } from '@pipe/audit/node';
import { parseOnlyOptions } from '../command-line/parse-options.ts';
import { userPath } from '../command-line/user-path.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { guidedText } from './guided-text.ts';
import { bytesPerRecord } from './memory.ts';
import { runGuided } from './run-guided.ts';

const flags = { trail: { type: 'string' } } as const;

export const guidedCommand = {
  usage: 'pnpm demo',
  summary: 'a guided run over bundled readings of real sensors',
  help: `pnpm demo [--trail FILE]

Runs a threshold filter over 18,914 real readings of four wireless sensors, changes a limit while it runs, and shows
the alarms, the change on the audit trail, the time of each stage and that no record was lost.

  --trail FILE            keep the changes of settings in this file, too; a path from where you stand

For instance:

  pnpm demo --trail changes.trail
  pnpm demo trail show changes.trail
`,
  async run(args: readonly string[]): Promise<void> {
    const { trail: file } = parseOnlyOptions('guided', flags, args);
    const progress = progressLine();
    using trail = file === undefined ? undefined : openTrail(userPath(file));
    const result = await runGuided(progress.show, trail).finally(progress.clear);
    process.stdout.write(guidedText(result, bytesPerRecord()));
  },
};
